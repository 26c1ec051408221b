package io.surety.loans;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;

/**
 * Writes rows in PostgreSQL's binary COPY format, in pieces of 64 KB, while the server stores the
 * ones before. A row that turns out bad halfway is taken back before it is sent.
 *
 * @see <a href="https://www.postgresql.org/docs/18/sql-copy.html">COPY, "Binary Format"</a>
 */
final class BinaryCopy implements AutoCloseable {

  private static final int PIECE = 1 << 16;
  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };

  private final CopyManager server;
  private final String command;
  private byte[] buffer = new byte[2 * PIECE];
  private int size;
  private int rowStart;
  private @Nullable CopyIn copy;

  BinaryCopy(CopyManager server, String command) {
    this.server = server;
    this.command = command;
  }

  /** Starts a row of so many fields. */
  void beginRow(int fields) throws SQLException {
    if (copy == null) {
      copy = server.copyIn(command);
      size = 0;
      ensure(SIGNATURE.length);
      System.arraycopy(SIGNATURE, 0, buffer, 0, SIGNATURE.length);
      size = SIGNATURE.length;
    }
    if (size >= PIECE) {
      copy.writeToCopy(buffer, 0, size);
      size = 0;
    }
    rowStart = size;
    ensure(Short.BYTES);
    putShort(fields);
  }

  /** Forgets the row that was started. */
  void takeBackRow() {
    size = rowStart;
  }

  void writeNull() {
    ensure(Integer.BYTES);
    putInt(-1);
  }

  void writeShort(int value) {
    ensure(Integer.BYTES + Short.BYTES);
    putInt(Short.BYTES);
    putShort(value);
  }

  void writeInt(int value) {
    ensure(2 * Integer.BYTES);
    putInt(Integer.BYTES);
    putInt(value);
  }

  void writeLong(long value) {
    ensure(Integer.BYTES + Long.BYTES);
    putInt(Long.BYTES);
    putInt((int) (value >> 32));
    putInt((int) value);
  }

  void writeDouble(double value) {
    writeLong(Double.doubleToRawLongBits(value));
  }

  /** Writes characters as UTF-8. */
  void writeText(char[] characters, int start, int end) {
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
    int textEnd = size;
    size = lengthAt;
    putInt(end - start);
    size = textEnd;
  }

  private void writeBytes(byte[] bytes) {
    ensure(Integer.BYTES + bytes.length);
    putInt(bytes.length);
    System.arraycopy(bytes, 0, buffer, size, bytes.length);
    size += bytes.length;
  }

  private void ensure(int more) {
    if (size + more > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(size + more, 2 * buffer.length));
    }
  }

  private void putShort(int value) {
    buffer[size++] = (byte) (value >> 8);
    buffer[size++] = (byte) value;
  }

  private void putInt(int value) {
    putShort(value >> 16);
    putShort(value);
  }

  /** Sends what is left and waits until the server has all of it; rows may be begun again after. */
  void finish() throws SQLException {
    CopyIn running = copy;
    if (running != null) {
      ensure(Short.BYTES);
      putShort(-1);
      running.writeToCopy(buffer, 0, size);
      copy = null;
      running.endCopy();
    }
  }

  /** Gives up what was not finished. */
  @Override
  public void close() throws SQLException {
    CopyIn running = copy;
    copy = null;
    if (running != null && running.isActive()) {
      running.cancelCopy();
    }
  }
}
