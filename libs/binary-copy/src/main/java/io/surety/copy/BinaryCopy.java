package io.surety.copy;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;

/**
 * Sends rows by PostgreSQL's binary COPY, in pieces of 64 KB, while the server stores the ones
 * before. A row that turns out bad halfway is taken back before it is sent.
 */
public final class BinaryCopy extends CopyFields implements AutoCloseable {

  private static final int PIECE = 1 << 16;
  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };

  private final CopyManager server;
  private final String command;
  private int rowStart;
  private @Nullable CopyIn copy;

  /**
   * Sends nothing yet.
   *
   * @param command {@code COPY … FROM STDIN (FORMAT binary)}
   */
  public BinaryCopy(CopyManager server, String command) {
    this(server, command, 2 * PIECE);
  }

  /**
   * As the other, for few rows.
   *
   * @param capacity the bytes that it has room for before it grows
   */
  public BinaryCopy(CopyManager server, String command, int capacity) {
    super(capacity);
    this.server = server;
    this.command = command;
  }

  /** Starts a row of so many fields. */
  public void beginRow(int fields) throws SQLException {
    begin();
    rowStart = size;
    ensure(Short.BYTES);
    putShort(fields);
  }

  /** Forgets the row that was started. */
  public void takeBackRow() {
    size = rowStart;
  }

  /** Adds rows that were encoded before. */
  public void append(EncodedRows rows) throws SQLException {
    CopyIn running = begin();
    if (rows.size < PIECE) {
      put(rows.buffer, rows.size);
    } else {
      running.writeToCopy(buffer, 0, size);
      size = 0;
      for (int at = 0; at < rows.size; at += PIECE) {
        running.writeToCopy(rows.buffer, at, Math.min(PIECE, rows.size - at));
      }
    }
  }

  private CopyIn begin() throws SQLException {
    CopyIn running = copy;
    if (running == null) {
      running = server.copyIn(command);
      copy = running;
      size = 0;
      put(SIGNATURE, SIGNATURE.length);
    }
    if (size >= PIECE) {
      running.writeToCopy(buffer, 0, size);
      size = 0;
    }
    return running;
  }

  /** Sends what is left and waits until the server has all of it; rows may be begun again after. */
  public void finish() throws SQLException {
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
