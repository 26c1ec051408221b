package io.surety.bundle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Binds values, as JSON, files and tensors give them, to rows in the order of a schema. Nothing is
 * guessed: a text is no number, a fraction is no integer, and an unknown name is refused, in the
 * same sentence however the values came. Any number of threads may share a binder.
 */
public final class RowBinder {

  private final List<Column> columns = new ArrayList<>();
  private final Map<String, Column> byName = new HashMap<>();
  private final InputSchema schema;
  private final UnknownCategories unknownCategories;
  private final Arrangement inSchemaOrder;

  /** Binds to the columns of this schema. */
  public RowBinder(InputSchema schema) {
    this(schema, _ -> {});
  }

  private RowBinder(InputSchema schema, UnknownCategories unknownCategories) {
    this.schema = schema;
    this.unknownCategories = unknownCategories;
    for (ModelInput input : schema.inputs()) {
      Column column = new Column(columns.size(), input);
      columns.add(column);
      byName.put(input.name(), column);
      input.aliases().forEach(alias -> byName.put(alias, column));
    }
    List<String> names = schema.names();
    this.inSchemaOrder =
        new Arrangement(
            names,
            columns,
            schema.size(),
            names.size() == 1
                ? "the model has the one input " + names.getFirst()
                : "the model has the %d inputs %s"
                    .formatted(names.size(), String.join(", ", names)),
            unknownCategories);
  }

  /** The same, which tells somebody of each row that it refuses for an unknown category. */
  public RowBinder telling(UnknownCategories somebody) {
    return new RowBinder(schema, somebody);
  }

  /**
   * The row of these values, or every problem that they have.
   *
   * @param values by input name or alias; a {@link Number} for numbers, a number or {@link Boolean}
   *     for flags, a {@link String} for categories; null or absent where the value is missing
   */
  public Binding bind(Map<String, ? extends @Nullable Object> values) {
    RowDraft draft = new RowDraft(columns.size(), unknownCategories);
    @Nullable String[] fields = new @Nullable String[columns.size()];
    for (Map.Entry<String, ? extends @Nullable Object> entry : values.entrySet()) {
      Column column = place(draft, fields, entry.getKey());
      if (column != null) {
        draft.put(column, entry.getKey(), entry.getValue());
      }
    }
    requireTheRest(draft, fields);
    return draft.finish();
  }

  /** For values in the order of the schema, one for each input. */
  public Arrangement inSchemaOrder() {
    return inSchemaOrder;
  }

  /**
   * For values in the order of these names, such as the header of a file or the tensors of a
   * request.
   *
   * @param names inputs or their aliases; those that may be missing need not be among them
   * @throws UnfitColumns when a name is unknown, one input is named twice, or one is not named that
   *     the model does not score without
   */
  public Arrangement arrange(List<String> names) {
    RowDraft draft = new RowDraft(columns.size(), unknownCategories);
    @Nullable String[] fields = new @Nullable String[columns.size()];
    List<Column> arranged = new ArrayList<>();
    for (String name : names) {
      Column column = place(draft, fields, name);
      if (column != null) {
        arranged.add(column);
      }
    }
    requireTheRest(draft, fields);
    if (!draft.problems().isEmpty()) {
      throw new UnfitColumns(draft.problems());
    }
    return new Arrangement(
        names,
        arranged,
        columns.size(),
        names.size() == 1
            ? "its one column is " + names.getFirst()
            : "its %d columns are %s".formatted(names.size(), String.join(", ", names)),
        unknownCategories);
  }

  /** The column of a field that may still be filled, null when the field is refused. */
  private @Nullable Column place(RowDraft draft, @Nullable String[] fields, String field) {
    Column column = byName.get(field);
    if (column == null) {
      draft.refuseUnknown(field, columns);
      return null;
    }
    String first = fields[column.index()];
    if (first != null) {
      draft.refuseSecond(column, field, first);
      return null;
    }
    fields[column.index()] = field;
    return column;
  }

  private void requireTheRest(RowDraft draft, @Nullable String[] fields) {
    for (Column column : columns) {
      if (fields[column.index()] == null) {
        draft.leaveOut(column, column.name());
      }
    }
  }
}
