package io.surety.backup;

import io.surety.backup.BackedUpTables.Table;
import io.surety.backup.BackupManifest.SavedTable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Writes a backup: the tables of one moment, whatever is written meanwhile, each as the server's
 * binary COPY, and last the manifest, so that a file that was cut off has none.
 */
public final class BackupWriter {

  static final String MANIFEST = "manifest.json";

  private final DataSource owner;
  private final Progress progress;

  /** Reads as the owner of the tables. */
  public BackupWriter(DataSource owner, Progress progress) {
    this.owner = owner;
    this.progress = progress;
  }

  /** Writes everything, in memory that does not grow with it, and leaves the stream open. */
  public BackupManifest write(OutputStream out) throws IOException, SQLException {
    try (Connection connection = owner.getConnection()) {
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
      zip.setLevel(Deflater.BEST_SPEED);
      BackupManifest manifest = write(connection, zip);
      zip.putNextEntry(new ZipEntry(MANIFEST));
      zip.write(BackupJson.write(manifest));
      zip.closeEntry();
      zip.finish();
      connection.rollback();
      return manifest;
    }
  }

  private BackupManifest write(Connection connection, ZipOutputStream zip)
      throws IOException, SQLException {
    Instant moment;
    String database;
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT now() AS at, current_database() AS name")) {
      row.next();
      moment = row.getObject("at", OffsetDateTime.class).toInstant();
      database = row.getString("name");
    }
    List<SavedTable> saved = new ArrayList<>();
    for (Table table : BackedUpTables.of(connection)) {
      zip.putNextEntry(new ZipEntry(table.name() + ".copy"));
      saved.add(copy(connection, table, zip));
      zip.closeEntry();
    }
    return new BackupManifest(
        BackupManifest.FORMAT_VERSION,
        moment,
        database,
        BackedUpTables.migrations(connection),
        saved);
  }

  private SavedTable copy(Connection connection, Table table, OutputStream zip)
      throws IOException, SQLException {
    Counted counted = new Counted(table.name(), progress);
    CopyOut copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut(
                "COPY %s (%s) TO STDOUT (FORMAT binary)"
                    .formatted(table.name(), table.columnList()));
    for (byte[] part = copy.readFromCopy(); part != null; part = copy.readFromCopy()) {
      counted.add(part, 0, part.length);
      zip.write(part);
    }
    return new SavedTable(
        table.name(),
        table.columns(),
        copy.getHandledRowCount(),
        counted.bytes(),
        counted.sha256Hex());
  }
}
