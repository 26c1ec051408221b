package io.surety.backup;

import io.surety.backup.BackedUpTables.Table;
import io.surety.backup.BackupManifest.SavedTable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Restores a backup into a migrated database that holds nothing, in one transaction: all or
 * nothing, and nobody sees half of it.
 *
 * <p>The triggers that stamp and guard are off for this transaction alone, so that times, ids and
 * logins are those that were saved. PostgreSQL lets the owner of the tables do that and nobody
 * else; that the tables are empty is looked at behind a lock that keeps everybody out. Checks and
 * foreign keys hold throughout: a bundle that is not what its hash says is refused here too.
 */
public final class Restore {

  private static final String IDENTITY = "registry.identity";
  private static final Pattern DAY_OF_LOG =
      Pattern.compile("prediction_log\\.prediction_([0-9]{8})");

  private final DataSource owner;
  private final Progress progress;

  private record Trigger(String table, String name, String mode) {}

  /** Writes as the owner of the tables. */
  public Restore(DataSource owner, Progress progress) {
    this.owner = owner;
    this.progress = progress;
  }

  /**
   * Restores everything.
   *
   * @throws RestoreRefused when the database holds something, or has other tables than the backup
   * @throws UnreadableBackup when the file turns out to be damaged
   */
  public void from(BackupFile file) throws SQLException {
    try (Connection connection = owner.getConnection()) {
      connection.setAutoCommit(false);
      try {
        restore(connection, file);
        connection.commit();
      } catch (SQLException | RuntimeException failure) {
        connection.rollback();
        throw failure;
      }
    }
    analyze();
  }

  /** Whether no row is lost when its tables are made or changed; true also without any table. */
  public static boolean isEmpty(DataSource owner) throws SQLException {
    try (Connection connection = owner.getConnection()) {
      return firstWithRows(connection, names(connection)).isEmpty();
    }
  }

  private void restore(Connection connection, BackupFile file) throws SQLException {
    requireEmpty(connection, names(connection));
    requireSameMigrations(connection, file.manifest());
    prepareDays(connection, file.manifest());
    requireSameTables(connection, file.manifest());
    List<String> names = file.manifest().tables().stream().map(SavedTable::name).toList();
    execute(connection, "LOCK TABLE %s IN ACCESS EXCLUSIVE MODE".formatted(join(names)));
    requireEmpty(connection, names);
    List<Trigger> triggers = triggers(connection, names);
    for (String name : names) {
      execute(connection, "ALTER TABLE %s DISABLE TRIGGER USER".formatted(name));
    }
    // The name that the migration gave is replaced by the one that was saved.
    execute(connection, "DELETE FROM " + IDENTITY);
    execute(
        connection, "DROP INDEX IF EXISTS feature_store.loan_current, feature_store.loan_of_user");
    for (SavedTable table : file.manifest().tables()) {
      copy(connection, file, table);
    }
    progress.at("the indexes of loans", 0);
    execute(connection, "SELECT feature_store.create_loan_index()");
    execute(connection, "SET CONSTRAINTS ALL IMMEDIATE");
    for (Trigger trigger : triggers) {
      execute(
          connection,
          "ALTER TABLE %s ENABLE %s TRIGGER %s"
              .formatted(trigger.table(), trigger.mode(), trigger.name()));
    }
  }

  private static void requireSameMigrations(Connection connection, BackupManifest manifest)
      throws SQLException {
    Map<String, String> here = BackedUpTables.migrations(connection);
    if (!here.equals(manifest.migrations())) {
      throw new RestoreRefused(
          "The backup was made with the migrations %s, and this database has %s. Restore it with the Surety that made it, and migrate then."
              .formatted(manifest.migrations(), here));
    }
  }

  /** Makes a place for each day of the prediction log that was saved. */
  private static void prepareDays(Connection connection, BackupManifest manifest)
      throws SQLException {
    for (SavedTable table : manifest.tables()) {
      Matcher day = DAY_OF_LOG.matcher(table.name());
      if (day.matches()) {
        execute(
            connection,
            "SELECT prediction_log.prepare_days(to_date('%s', 'YYYYMMDD'), 1)"
                .formatted(day.group(1)));
      }
    }
  }

  /** Days of the log that are here and empty do no harm. */
  private static void requireSameTables(Connection connection, BackupManifest manifest)
      throws SQLException {
    Map<String, List<String>> columns =
        BackedUpTables.of(connection).stream()
            .filter(table -> !DAY_OF_LOG.matcher(table.name()).matches() || holds(manifest, table))
            .collect(Collectors.toMap(Table::name, Table::columns));
    Map<String, List<String>> saved =
        manifest.tables().stream().collect(Collectors.toMap(SavedTable::name, SavedTable::columns));
    if (!columns.equals(saved)) {
      throw new RestoreRefused(
          "The tables of the backup are not those of this database; restore it with the Surety that made it.");
    }
  }

  private static boolean holds(BackupManifest manifest, Table table) {
    return manifest.tables().stream().anyMatch(saved -> saved.name().equals(table.name()));
  }

  private static void requireEmpty(Connection connection, List<String> names) throws SQLException {
    firstWithRows(connection, names)
        .ifPresent(name -> {
          throw new RestoreRefused(
              "The table %s holds rows already, and a backup is restored into an empty database only. Nothing was changed; name another database or data directory."
                  .formatted(name));
        });
  }

  private static Optional<String> firstWithRows(Connection connection, List<String> names)
      throws SQLException {
    for (String name : names) {
      if (!name.equals(IDENTITY) && has(connection, "SELECT FROM " + name)) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  private static List<String> names(Connection connection) throws SQLException {
    return BackedUpTables.of(connection).stream().map(Table::name).toList();
  }

  private static boolean has(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT EXISTS (" + query + ")")) {
      return row.next() && row.getBoolean(1);
    }
  }

  private static List<Trigger> triggers(Connection connection, List<String> names)
      throws SQLException {
    List<Trigger> triggers = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                SELECT
                  format('%%I.%%I', n.nspname, c.relname) AS table_name,
                  quote_ident(t.tgname) AS trigger_name,
                  CASE t.tgenabled WHEN 'A' THEN 'ALWAYS' WHEN 'R' THEN 'REPLICA' ELSE '' END AS mode
                FROM pg_catalog.pg_trigger t
                JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
                JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE NOT t.tgisinternal AND t.tgenabled <> 'D'
                  AND n.nspname IN (%s)
                """
                    .formatted(BackedUpTables.SCHEMA_LIST))) {
      while (rows.next()) {
        triggers.add(
            new Trigger(
                rows.getString("table_name"),
                rows.getString("trigger_name"),
                rows.getString("mode")));
      }
    }
    triggers.removeIf(trigger -> !names.contains(trigger.table()));
    return triggers;
  }

  private void copy(Connection connection, BackupFile file, SavedTable table) throws SQLException {
    CopyIn copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn(
                "COPY %s (%s) FROM STDIN (FORMAT binary)"
                    .formatted(
                        table.name(), new Table(table.name(), table.columns()).columnList()));
    try {
      file.pour(table, progress, copy::writeToCopy);
      long rows = copy.endCopy();
      if (rows != table.rows()) {
        throw new UnreadableBackup(
            "The backup's %s has %,d rows instead of %,d."
                .formatted(table.entry(), rows, table.rows()));
      }
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  private void analyze() throws SQLException {
    progress.at("what the planner knows", 0);
    try (Connection connection = owner.getConnection()) {
      execute(connection, "ANALYZE feature_store.loan, feature_store.loan_features");
    }
  }

  private static String join(List<String> names) {
    return String.join(", ", names);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
