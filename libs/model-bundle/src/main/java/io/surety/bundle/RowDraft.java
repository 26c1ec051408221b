package io.surety.bundle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row on its way, and what went wrong with it. The same faults get the same sentences. */
final class RowDraft {

  private final double[] row;
  private @Nullable List<FieldProblem> problems;

  RowDraft(int width) {
    this.row = new double[width];
    Arrays.fill(row, Double.NaN);
  }

  void put(Column column, String field, @Nullable Object value) {
    if (value == null) {
      leaveOut(column, field);
      return;
    }
    double number = column.take(value);
    if (Double.isNaN(number)) {
      refuse(field, field + " " + column.complaint(value) + ".");
    }
    row[column.index()] = number;
  }

  void putText(Column column, String field, String cell) {
    if (cell.isEmpty()) {
      leaveOut(column, field);
      return;
    }
    double number = column.takeText(cell);
    if (Double.isNaN(number)) {
      refuse(field, field + " " + column.complaintOfText(cell) + ".");
    }
    row[column.index()] = number;
  }

  void putNumber(Column column, String field, double value) {
    if (Double.isNaN(value)) {
      leaveOut(column, field);
      return;
    }
    double number = column.take(value);
    if (Double.isNaN(number)) {
      refuse(field, field + " " + column.complaint(value) + ".");
    }
    row[column.index()] = number;
  }

  void leaveOut(Column column, String field) {
    if (!column.mayBeMissing()) {
      refuse(field, "%s is missing, and the model does not score without it.".formatted(field));
    }
  }

  void refuseUnknown(String field, List<Column> columns) {
    refuse(
        field,
        "The model has no input of this name; it has %s."
            .formatted(String.join(", ", columns.stream().map(Column::name).toList())));
  }

  void refuseSecond(Column column, String field, String first) {
    refuse(field, "%s was given already, as %s.".formatted(column.name(), first));
  }

  void refuse(String field, String sentence) {
    if (problems == null) {
      problems = new ArrayList<>();
    }
    problems.add(new FieldProblem(field, sentence));
  }

  List<FieldProblem> problems() {
    return problems == null ? List.of() : problems;
  }

  Binding finish() {
    return problems == null ? new Binding.Bound(row) : new Binding.Refused(problems);
  }
}
