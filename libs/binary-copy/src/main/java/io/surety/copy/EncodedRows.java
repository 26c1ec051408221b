package io.surety.copy;

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

  /** How many rows were begun. */
  public int count() {
    return count;
  }

  /** How many bytes they take. */
  public int bytes() {
    return size;
  }
}
