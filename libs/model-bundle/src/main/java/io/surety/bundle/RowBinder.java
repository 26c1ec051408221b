package io.surety.bundle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Binds named values, as JSON gives them, to rows in the order of a schema. Nothing is guessed: a
 * text is no number, a fraction is no integer, and an unknown name is refused. Any number of
 * threads may share a binder.
 */
public final class RowBinder {

  private final InputSchema schema;
  private final Map<String, Integer> columns = new HashMap<>();

  /** Binds to the columns of this schema. */
  public RowBinder(InputSchema schema) {
    this.schema = schema;
    for (int column = 0; column < schema.size(); column++) {
      ModelInput input = schema.inputs().get(column);
      columns.put(input.name(), column);
      for (String alias : input.aliases()) {
        columns.put(alias, column);
      }
    }
  }

  /**
   * The row of these values, or every problem that they have.
   *
   * @param values by input name or alias; a {@link Number} for numbers, a number or {@link Boolean}
   *     for flags, a {@link String} for categories; null or absent where the value is missing
   */
  public Binding bind(Map<String, ? extends @Nullable Object> values) {
    Draft draft = new Draft(schema);
    for (Map.Entry<String, ? extends @Nullable Object> entry : values.entrySet()) {
      Integer column = columns.get(entry.getKey());
      if (column == null) {
        draft.refuse(
            entry.getKey(),
            "The model has no input of this name; it has %s."
                .formatted(String.join(", ", schema.names())));
      } else {
        draft.place(column, entry.getKey(), entry.getValue());
      }
    }
    return draft.finish();
  }

  /** A row on its way: which field filled each column, and what went wrong. */
  private static final class Draft {

    private final List<ModelInput> inputs;
    private final double[] row;
    private final @Nullable String[] fields;
    private final List<FieldProblem> problems = new ArrayList<>();

    Draft(InputSchema schema) {
      this.inputs = schema.inputs();
      this.row = new double[schema.size()];
      this.fields = new @Nullable String[schema.size()];
      Arrays.fill(row, Double.NaN);
    }

    void refuse(String field, String sentence) {
      problems.add(new FieldProblem(field, sentence));
    }

    void place(int column, String field, @Nullable Object value) {
      ModelInput input = inputs.get(column);
      if (fields[column] != null) {
        refuse(field, "%s was given already, as %s.".formatted(input.name(), fields[column]));
        return;
      }
      fields[column] = field;
      if (value == null) {
        requirePresence(field, input);
        return;
      }
      String complaint = InputValue.complaint(input, value);
      if (complaint == null) {
        row[column] = InputValue.number(input, value);
      } else {
        refuse(field, "%s %s.".formatted(field, complaint));
      }
    }

    Binding finish() {
      for (int column = 0; column < row.length; column++) {
        if (fields[column] == null) {
          requirePresence(inputs.get(column).name(), inputs.get(column));
        }
      }
      return problems.isEmpty() ? new Binding.Bound(row) : new Binding.Refused(problems);
    }

    private void requirePresence(String field, ModelInput input) {
      if (input.missing() == MissingRule.REFUSED) {
        refuse(field, "%s is missing, and the model does not score without it.".formatted(field));
      }
    }
  }
}
