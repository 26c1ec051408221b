package io.surety.prediction.inference;

import io.surety.bundle.Arrangement;
import io.surety.bundle.RowBinder;
import io.surety.prediction.batches.BoundRows;
import io.surety.prediction.batches.Cells;
import io.surety.web.MalformedRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes rows of tensors. Either each input of the model has a tensor of its name, of shape {@code
 * [rows]} or {@code [rows, 1]}; or one tensor of any name has them all, as {@code [rows, inputs]}
 * in the order of the schema. Its datatype is the same for all inputs, so the texts of a BYTES are
 * read as the cells of a file are.
 */
final class InputRows {

  private InputRows() {}

  static BoundRows bind(RowBinder binder, List<InputTensor> inputs) {
    boolean matrix = inputs.size() == 1 && isMatrix(binder, inputs.getFirst());
    return matrix ? bindMatrix(binder, inputs.getFirst()) : bindColumns(binder, inputs);
  }

  private static boolean isMatrix(RowBinder binder, InputTensor only) {
    int inputs = binder.inSchemaOrder().size();
    return only.shape().isMatrix() && (only.shape().columns() > 1 || inputs == 1);
  }

  private static BoundRows bindMatrix(RowBinder binder, InputTensor matrix) {
    Arrangement arrangement = binder.inSchemaOrder();
    int columns = matrix.shape().columns();
    List<String> names = arrangement.names();
    matrix.requireDatatype(
        at -> field(at / columns, at % columns < names.size() ? names.get(at % columns) : ""));
    Cells cells = matrix.cells();
    BoundRows rows = new BoundRows("", arrangement.size(), matrix.shape().rows());
    for (int row = 0; row < matrix.shape().rows(); row++) {
      if (matrix.datatype() == Datatype.BYTES) {
        rows.add(arrangement.bindTexts(texts(cells, row * columns, columns)));
      } else {
        rows.add(arrangement, cells, row * columns, columns);
      }
    }
    return rows;
  }

  private static List<String> texts(Cells cells, int from, int count) {
    List<String> texts = new ArrayList<>(count);
    for (int at = from; at < from + count; at++) {
      texts.add(cells.value(at) instanceof String text ? text : "");
    }
    return texts;
  }

  private static BoundRows bindColumns(RowBinder binder, List<InputTensor> inputs) {
    Arrangement arrangement =
        BoundRows.arrange(binder, inputs.stream().map(InputTensor::name).toList(), "");
    InputTensor first = inputs.getFirst();
    for (InputTensor input : inputs) {
      requireColumn(input, first);
      input.requireDatatype(row -> field(row, input.name()));
    }
    BoundRows rows = new BoundRows("", binder.inSchemaOrder().size(), first.shape().rows());
    boolean numeric = inputs.stream().allMatch(input -> input.cells().isNumeric());
    if (numeric) {
      addNumbers(rows, arrangement, inputs);
    } else {
      addValues(rows, arrangement, inputs);
    }
    return rows;
  }

  private static void requireColumn(InputTensor input, InputTensor first) {
    if (input.shape().columns() != 1) {
      throw MalformedRequest.at(
          input.name(),
          ("A tensor of one input has the shape [rows] or [rows, 1], but this one has %s. One"
                  + " tensor may hold all inputs as [rows, inputs] when it comes alone.")
              .formatted(input.shape()));
    }
    if (input.shape().rows() != first.shape().rows()) {
      throw MalformedRequest.at(
          input.name(),
          "This tensor has %d rows, but %s has %d."
              .formatted(input.shape().rows(), first.name(), first.shape().rows()));
    }
  }

  private static void addNumbers(
      BoundRows rows, Arrangement arrangement, List<InputTensor> inputs) {
    double[] values = new double[inputs.size()];
    for (int row = 0; row < inputs.getFirst().shape().rows(); row++) {
      for (int column = 0; column < values.length; column++) {
        values[column] = inputs.get(column).cells().number(row);
      }
      rows.add(arrangement.bind(values));
    }
  }

  private static void addValues(BoundRows rows, Arrangement arrangement, List<InputTensor> inputs) {
    List<@Nullable Object> values = new ArrayList<>(inputs.size());
    for (int row = 0; row < inputs.getFirst().shape().rows(); row++) {
      values.clear();
      for (InputTensor input : inputs) {
        values.add(input.cells().value(row));
      }
      rows.add(arrangement.bind(values));
    }
  }

  private static String field(int row, String name) {
    return name.isEmpty() ? "[" + row + "]" : "[" + row + "]." + name;
  }
}
