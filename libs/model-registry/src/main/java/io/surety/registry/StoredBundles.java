package io.surety.registry;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The bytes of bundles, never handed out without checking their hash. */
final class StoredBundles {

  private final JdbcClient database;

  StoredBundles(JdbcClient database) {
    this.database = database;
  }

  byte[] require(String sha256) {
    Optional<byte[]> bytes =
        database
            .sql("SELECT bytes FROM registry.bundle WHERE sha256 = :sha256")
            .param("sha256", sha256)
            .query((row, number) -> row.getBytes("bytes"))
            .optional();
    if (bytes.isEmpty()) {
      throw new ModelNotFound(
          "There is no bundle with the SHA-256 "
              + sha256
              + ". List the models to see which bundles there are.");
    }
    if (!hash(bytes.get()).equals(sha256)) {
      throw new DamagedBundle(sha256);
    }
    return bytes.get();
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(
          "Every JDK knows SHA-256, but this one does not.", impossible);
    }
  }
}
