package io.surety.backup;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a backup says about itself.
 *
 * @param formatVersion the version of the format of backups
 * @param madeAt when the snapshot was taken, by the clock of the database
 * @param database the name of the database
 * @param migrations the newest migration of each schema
 * @param tables in the order in which they can be restored
 */
public record BackupManifest(
    int formatVersion,
    Instant madeAt,
    String database,
    Map<String, String> migrations,
    List<SavedTable> tables) {

  /** The format that this version writes, and the newest that it reads. */
  public static final int FORMAT_VERSION = 1;

  /** Keeps its own copies. */
  public BackupManifest {
    migrations = new TreeMap<>(migrations);
    tables = List.copyOf(tables);
  }

  /**
   * A table as it was saved.
   *
   * @param name with its schema
   * @param columns each with its type, in order
   * @param bytes how long its COPY is
   * @param sha256 of those bytes
   */
  public record SavedTable(
      String name, List<String> columns, long rows, long bytes, String sha256) {

    /** Keeps its own copy. */
    public SavedTable {
      columns = List.copyOf(columns);
    }

    String entry() {
      return name + ".copy";
    }
  }

  /** The rows of a table. */
  public long rowsOf(String table) {
    return tables.stream()
        .filter(saved -> saved.name().equals(table))
        .mapToLong(SavedTable::rows)
        .sum();
  }

  /** The rows of all days of the prediction log. */
  public long rowsOfLog() {
    return tables.stream()
        .filter(saved -> saved.name().startsWith("prediction_log.prediction_"))
        .mapToLong(SavedTable::rows)
        .sum();
  }
}
