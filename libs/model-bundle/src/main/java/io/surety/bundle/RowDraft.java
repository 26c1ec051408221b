package io.surety.bundle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row on its way, and what went wrong with it. The same faults get the same sentences. */
final class RowDraft {

  /** So many are told one by one. */
  static final int MOST_PROBLEMS = 20;

  private static final int LONGEST_NAME = 40;

  private final double[] row;
  private final UnknownCategories unknownCategories;
  private @Nullable List<FieldProblem> problems;
  private @Nullable String unknownCategory;
  private int untold;

  RowDraft(int width, UnknownCategories unknownCategories) {
    this.row = new double[width];
    this.unknownCategories = unknownCategories;
    Arrays.fill(row, Double.NaN);
  }

  void put(Column column, String field, @Nullable Object value) {
    if (value == null) {
      leaveOut(column, field);
      return;
    }
    double number = column.take(value);
    if (Double.isNaN(number)) {
      notice(column, value);
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
      notice(column, cell);
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

  private void notice(Column column, Object refused) {
    if (unknownCategory == null && column.isUnknownCategory(refused)) {
      unknownCategory = column.name();
    }
  }

  void leaveOut(Column column, String field) {
    if (!column.mayBeMissing()) {
      refuse(field, "%s is missing, and the model does not score without it.".formatted(field));
    }
  }

  void refuseUnknown(String field, List<Column> columns) {
    if (isFull()) {
      untold++;
      return;
    }
    refuse(
        field.length() > LONGEST_NAME ? field.substring(0, LONGEST_NAME) + "…" : field,
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
    if (isFull()) {
      untold++;
    } else {
      problems.add(new FieldProblem(field, sentence));
    }
  }

  private boolean isFull() {
    return problems != null && problems.size() == MOST_PROBLEMS;
  }

  /** What went wrong; the last sentence tells how much more did, beyond {@link #MOST_PROBLEMS}. */
  List<FieldProblem> problems() {
    if (problems == null) {
      return List.of();
    }
    if (untold == 0) {
      return problems;
    }
    List<FieldProblem> told = new ArrayList<>(problems);
    FieldProblem last = told.removeLast();
    told.add(
        new FieldProblem(
            last.field(), "%s There are %d more problems.".formatted(last.sentence(), untold)));
    return told;
  }

  Binding finish() {
    if (unknownCategory != null) {
      unknownCategories.refused(unknownCategory);
    }
    return problems == null ? new Binding.Bound(row) : new Binding.Refused(problems());
  }
}
