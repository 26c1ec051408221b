package io.surety.bundle;

import java.util.List;

/** What came of binding named values to the columns of a schema. */
public sealed interface Binding {

  /** A row in the order of the schema, NaN where a value is missing. */
  final class Bound implements Binding {

    private final double[] row;

    Bound(double[] row) {
      this.row = row;
    }

    /** The row itself, fresh for each binding. */
    public double[] row() {
      return row;
    }
  }

  /** The problems, in the order of the values and then of the schema: at least one, at most 20. */
  record Refused(List<FieldProblem> problems) implements Binding {

    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
