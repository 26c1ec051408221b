package io.surety.prediction.inference;

import io.surety.prediction.batches.Cells;
import io.surety.web.MalformedRequest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The part of a body that follows the JSON: the data of its inputs, one after the other, little
 * endian. Every size is checked against what came before anything is made room for.
 */
final class BinaryData {

  private final byte[] body;
  private final ByteBuffer bytes;
  private int at;

  /** Begins behind the JSON. */
  BinaryData(byte[] body, int from) {
    this.body = body;
    this.bytes = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
    this.at = from;
  }

  /** Takes the data of the next input. */
  Cells next(String path, Datatype datatype, Shape shape, long size) {
    int left = body.length - at;
    if (size > left) {
      throw MalformedRequest.at(
          path + ".parameters.binary_data_size",
          "%d bytes are announced, but %d are left after the JSON and the inputs before this one."
              .formatted(size, left));
    }
    int end = at + (int) size;
    Cells cells =
        datatype == Datatype.BYTES ? texts(path, shape, end) : numbers(path, datatype, shape, end);
    at = end;
    return cells;
  }

  /** Refuses bytes that no input has announced. */
  void requireEnd() {
    if (at < body.length) {
      throw MalformedRequest.because(
          "%d bytes follow the JSON that no input announces with binary_data_size."
              .formatted(body.length - at));
    }
  }

  private Cells numbers(String path, Datatype datatype, Shape shape, int end) {
    long needed = (long) shape.elements() * datatype.size();
    if (needed != end - at) {
      throw wrongSize(path, datatype, shape, end, Long.toString(needed));
    }
    Cells cells = new Cells(shape.elements());
    for (int next = at; next < end; next += datatype.size()) {
      double number = datatype.number(bytes, next);
      if (datatype == Datatype.BOOL) {
        cells.add((Object) (number != 0));
      } else {
        cells.add(number);
      }
    }
    return cells;
  }

  private Cells texts(String path, Shape shape, int end) {
    if ((long) shape.elements() * Datatype.BYTES.size() > end - at) {
      throw wrongSize(path, Datatype.BYTES, shape, end, "at least " + 4L * shape.elements());
    }
    Cells cells = new Cells(shape.elements());
    int next = at;
    for (int element = 0; element < shape.elements(); element++) {
      long length = end - next < 4 ? Long.MAX_VALUE : Integer.toUnsignedLong(bytes.getInt(next));
      if (length > end - next - 4L) {
        throw MalformedRequest.at(path, "The data ends inside element %d.".formatted(element));
      }
      if (length == 0) {
        cells.addMissing(); // binary data has no null
      } else {
        cells.add(new String(body, next + 4, (int) length, StandardCharsets.UTF_8));
      }
      next += 4 + (int) length;
    }
    if (next != end) {
      throw MalformedRequest.at(path, "%d bytes follow the last element.".formatted(end - next));
    }
    return cells;
  }

  private MalformedRequest wrongSize(
      String path, Datatype datatype, Shape shape, int end, String needed) {
    return MalformedRequest.at(
        path,
        "The shape %s of %s elements asks for %s bytes, but binary_data_size says %d."
            .formatted(shape, datatype, needed, end - at));
  }
}
