package io.surety.training;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Names the data of a training: a SHA-256 over every row as it was read, and its side. */
final class DataHash {

  private static final int ROWS_AT_A_TIME = 1024;
  private static final int ROW_BYTES =
      2 * Long.BYTES + Integer.BYTES + 2 + (1 + LoanRows.FEATURES) * Double.BYTES;

  private DataHash() {}

  static String of(LoanRows rows, Deal deal) {
    byte[] sides = new byte[rows.size()];
    for (Side side : Side.values()) {
      for (int row : deal.rows(side)) {
        sides[row] = (byte) (side.ordinal() + 1);
      }
    }
    MessageDigest sha256 = People.sha256();
    ByteBuffer buffer = ByteBuffer.allocate(ROWS_AT_A_TIME * ROW_BYTES);
    for (int row = 0; row < rows.size(); row++) {
      if (!buffer.hasRemaining()) {
        sha256.update(buffer.flip());
        buffer.clear();
      }
      buffer.putLong(rows.loan[row]).putLong(rows.userIds[rows.user[row]]).putInt(rows.date[row]);
      buffer.put(rows.status[row]).put(sides[row]).putDouble(rows.amount[row]);
      for (int i = row * LoanRows.FEATURES; i < (row + 1) * LoanRows.FEATURES; i++) {
        buffer.putDouble(rows.features[i]);
      }
    }
    sha256.update(buffer.flip());
    return HexFormat.of().formatHex(sha256.digest());
  }

  /** SHA-256 of some bytes, in lower-case hexadecimal. */
  static String ofBytes(byte[] bytes) {
    return HexFormat.of().formatHex(People.sha256().digest(bytes));
  }
}
