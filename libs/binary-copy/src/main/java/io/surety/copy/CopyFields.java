package io.surety.copy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.UUID;

/**
 * Fields as PostgreSQL's binary COPY has them, one behind the other in a buffer that grows.
 *
 * @see <a href="https://www.postgresql.org/docs/18/sql-copy.html">COPY, "Binary Format"</a>
 */
public abstract sealed class CopyFields permits BinaryCopy, EncodedRows {

  private static final long FIRST_DAY_OF_POSTGRES = LocalDate.of(2000, 1, 1).toEpochDay();
  private static final int OID_OF_FLOAT8 = 701;

  byte[] buffer;
  int size;

  CopyFields(int capacity) {
    this.buffer = new byte[capacity];
  }

  /** A field without a value, of any type. */
  public final void writeNull() {
    ensure(Integer.BYTES);
    putInt(-1);
  }

  /** An {@code int2}. */
  public final void writeShort(int value) {
    ensure(Integer.BYTES + Short.BYTES);
    putInt(Short.BYTES);
    putShort(value);
  }

  /** An {@code int4}. */
  public final void writeInt(int value) {
    ensure(2 * Integer.BYTES);
    putInt(Integer.BYTES);
    putInt(value);
  }

  /** An {@code int8}. */
  public final void writeLong(long value) {
    ensure(Integer.BYTES + Long.BYTES);
    putInt(Long.BYTES);
    putLong(value);
  }

  /** A {@code float4}, bit for bit. */
  public final void writeFloat(float value) {
    writeInt(Float.floatToRawIntBits(value));
  }

  /** A {@code float8}, bit for bit. */
  public final void writeDouble(double value) {
    writeLong(Double.doubleToRawLongBits(value));
  }

  /** A {@code date}, by its day since 1970-01-01. */
  public final void writeDay(long epochDay) {
    writeInt((int) (epochDay - FIRST_DAY_OF_POSTGRES));
  }

  /** A {@code uuid}. */
  public final void writeUuid(UUID value) {
    ensure(Integer.BYTES + 2 * Long.BYTES);
    putInt(2 * Long.BYTES);
    putLong(value.getMostSignificantBits());
    putLong(value.getLeastSignificantBits());
  }

  /** A {@code float8[]} of one dimension, NULL where a value is NaN. */
  public final void writeDoubles(double[] values) {
    boolean empty = values.length == 0;
    ensure((6 + 3 * values.length) * Integer.BYTES);
    int lengthAt = size;
    size += Integer.BYTES;
    putInt(empty ? 0 : 1);
    int missingAt = size;
    putInt(0);
    putInt(OID_OF_FLOAT8);
    if (!empty) {
      putInt(values.length);
      putInt(1);
    }
    boolean missing = false;
    for (double value : values) {
      if (Double.isNaN(value)) {
        missing = true;
        putInt(-1);
      } else {
        putInt(Double.BYTES);
        putLong(Double.doubleToRawLongBits(value));
      }
    }
    int end = size;
    size = missingAt;
    putInt(missing ? 1 : 0);
    size = lengthAt;
    putInt(end - lengthAt - Integer.BYTES);
    size = end;
  }

  /** A {@code text} or {@code json}. */
  public final void writeText(String text) {
    int length = text.length();
    ensure(Integer.BYTES + length);
    int lengthAt = size;
    size += Integer.BYTES;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        size = lengthAt;
        writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return;
      }
      buffer[size++] = (byte) c;
    }
    finishText(lengthAt);
  }

  /** Characters as a {@code text}. */
  public final void writeText(char[] characters, int start, int end) {
    ensure(Integer.BYTES + end - start);
    int lengthAt = size;
    size += Integer.BYTES;
    for (int i = start; i < end; i++) {
      char c = characters[i];
      if (c >= 0x80) {
        size = lengthAt;
        writeBytes(new String(characters, start, end - start).getBytes(StandardCharsets.UTF_8));
        return;
      }
      buffer[size++] = (byte) c;
    }
    finishText(lengthAt);
  }

  private void finishText(int lengthAt) {
    int end = size;
    size = lengthAt;
    putInt(end - lengthAt - Integer.BYTES);
    size = end;
  }

  /** Bytes as they are, or the UTF-8 of a text. */
  public final void writeBytes(byte[] bytes) {
    ensure(Integer.BYTES + bytes.length);
    putInt(bytes.length);
    put(bytes, bytes.length);
  }

  final void put(byte[] bytes, int length) {
    ensure(length);
    System.arraycopy(bytes, 0, buffer, size, length);
    size += length;
  }

  final void ensure(int more) {
    if (size + more > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(size + more, 2 * buffer.length));
    }
  }

  final void putShort(int value) {
    buffer[size++] = (byte) (value >> 8);
    buffer[size++] = (byte) value;
  }

  private void putInt(int value) {
    putShort(value >> 16);
    putShort(value);
  }

  private void putLong(long value) {
    putInt((int) (value >> 32));
    putInt((int) value);
  }
}
