package io.surety.prediction.inference;

import io.surety.prediction.batches.Cells;
import io.surety.web.MalformedRequest;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One input of a request.
 *
 * @param cells its elements in row-major order
 */
record InputTensor(String name, Datatype datatype, Shape shape, Cells cells) {

  /**
   * Refuses elements of JSON that are not of the datatype, and rounds numbers to it.
   *
   * @param field tells how an element is called
   */
  void requireDatatype(IntFunction<String> field) {
    for (int at = 0; at < cells.size(); at++) {
      if (cells.isNumber(at)) {
        double number = cells.number(at);
        require(at, field, Double.isNaN(number) ? null : datatype.complaint(number));
        cells.replace(at, datatype.round(number));
      } else {
        Object other = cells.value(at);
        require(at, field, other == null ? null : datatype.complaint(other));
      }
    }
  }

  private void require(int at, IntFunction<String> field, @Nullable String complaint) {
    if (complaint != null) {
      throw MalformedRequest.at(
          field.apply(at), "A tensor of %s %s.".formatted(datatype, complaint));
    }
  }
}
