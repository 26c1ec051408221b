package io.surety.bundle;

import java.util.List;
import java.util.stream.Collectors;

/** Names of columns from which no row of the model can be made. */
public final class UnfitColumns extends RuntimeException {

  private final transient List<FieldProblem> problems;

  UnfitColumns(List<FieldProblem> problems) {
    super(problems.stream().map(FieldProblem::sentence).collect(Collectors.joining(" ")));
    this.problems = List.copyOf(problems);
  }

  /** The problems, in the order of the names and then of the schema: at least one, at most 20. */
  public List<FieldProblem> problems() {
    return problems;
  }
}
