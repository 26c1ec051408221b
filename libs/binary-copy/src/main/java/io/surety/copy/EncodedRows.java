package io.surety.copy;

import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Rows that were encoded before there is a connection to send them over. They can be appended to a
 * {@link BinaryCopy} any number of times.
 */
public final class EncodedRows extends CopyFields {

  private int count;

  /**
   * Holds no row yet.
   *
   * @param capacity the bytes that it has room for before it grows
   */
  public EncodedRows(int capacity) {
    super(capacity);
  }

  /** Starts a row of so many fields. */
  public void beginRow(int fields) {
    ensure(Short.BYTES);
    putShort(fields);
    count++;
  }

  /**
   * Some of the rows, as a copy.
   *
   * @param from the number of the first, from 0 on
   * @param to the number behind the last
   */
  public EncodedRows copy(int from, int to) {
    Objects.checkFromToIndex(from, to, count);
    ByteBuffer all = ByteBuffer.wrap(buffer, 0, size);
    skip(all, from);
    int start = all.position();
    skip(all, to - from);
    EncodedRows copy = new EncodedRows(all.position() - start);
    copy.count = to - from;
    copy.size = all.position() - start;
    System.arraycopy(buffer, start, copy.buffer, 0, copy.size);
    return copy;
  }

  private static void skip(ByteBuffer rows, int count) {
    for (int row = 0; row < count; row++) {
      for (int field = rows.getShort(); field > 0; field--) {
        int length = rows.getInt();
        rows.position(rows.position() + Math.max(0, length));
      }
    }
  }

  /** How many rows were begun. */
  public int count() {
    return count;
  }

  /** How many bytes they take. */
  public int bytes() {
    return size;
  }
}
