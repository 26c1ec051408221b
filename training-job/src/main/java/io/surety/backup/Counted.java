package io.surety.backup;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Counts and hashes the bytes of a table while they go by. */
final class Counted {

  private static final long SAID_EVERY = 1 << 20;

  private final MessageDigest digest = sha256();
  private final String table;
  private final Progress progress;
  private long bytes;
  private long said;

  Counted(String table, Progress progress) {
    this.table = table;
    this.progress = progress;
    progress.at(table, 0);
  }

  void add(byte[] buffer, int offset, int length) {
    digest.update(buffer, offset, length);
    bytes += length;
    if (bytes - said >= SAID_EVERY) {
      said = bytes;
      progress.at(table, bytes);
    }
  }

  long bytes() {
    return bytes;
  }

  /** Of all that was added. To be asked once. */
  String sha256Hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
