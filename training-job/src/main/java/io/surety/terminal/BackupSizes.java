package io.surety.terminal;

import io.surety.backup.BackupManifest;
import java.util.Locale;

/** How backup and restore speak of sizes and contents. */
final class BackupSizes {

  private BackupSizes() {}

  static String contents(BackupManifest manifest) {
    return "%s, %s, %s, %s"
        .formatted(
            Console.count(manifest.rowsOf("feature_store.loan"), "loan"),
            Console.count(manifest.rowsOf("registry.model_version"), "version"),
            Console.count(manifest.rowsOf("registry.decision"), "decision"),
            Console.count(manifest.rowsOfLog(), "prediction"));
  }

  static String progress(String table, long bytes) {
    return bytes == 0 ? table : table + ", " + mebibytes(bytes);
  }

  static String mebibytes(long bytes) {
    return String.format(Locale.ROOT, "%,.1f MiB", bytes / (double) (1 << 20));
  }
}
