package io.surety.benchmarks.process;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.StringJoiner;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** An embedded PostgreSQL that writes to the disk before it says so, as one does with real data. */
public final class DurableServer implements AutoCloseable {

  private static final String PASSWORD = "benchmark";
  private static final List<String> SHOWN =
      List.of(
          "server_version",
          "fsync",
          "synchronous_commit",
          "full_page_writes",
          "shared_buffers",
          "max_wal_size");

  private final EmbeddedPostgres postgres;
  private int databases;

  private DurableServer(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  /** Starts one, and refuses to go on with one that is not durable. */
  public static DurableServer start() throws IOException, SQLException {
    return start(EmbeddedPostgres.builder());
  }

  /** As the other, with its files in a folder that is empty. */
  public static DurableServer start(Path folder) throws IOException, SQLException {
    return start(EmbeddedPostgres.builder().setDataDirectory(folder));
  }

  private static DurableServer start(EmbeddedPostgres.Builder plain)
      throws IOException, SQLException {
    EmbeddedPostgres postgres =
        plain
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("track_wal_io_timing", "on")
            .setServerConfig("shared_buffers", "256MB")
            .setServerConfig("max_wal_size", "4GB")
            .start();
    DurableServer server = new DurableServer(postgres);
    for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
      if (!server.show(setting).equals("on")) {
        server.close();
        throw new IllegalStateException("The server is not durable: " + setting + " is off.");
      }
    }
    return server;
  }

  /** The settings that decide how durable and how fast it is. */
  public String describe() throws SQLException {
    StringJoiner settings = new StringJoiner(", ");
    for (String setting : SHOWN) {
      settings.add(setting + "=" + show(setting));
    }
    return settings.toString();
  }

  /** How often and how long its disk was waited for, since it was started. */
  public Flushes flushes() throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                SELECT sum(fsyncs), sum(fsync_time) FROM pg_stat_io
                WHERE object = 'wal' AND backend_type = 'client backend'
                """)) {
      row.next();
      return new Flushes(row.getLong(1), row.getDouble(2));
    }
  }

  private String show(String setting) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW " + setting)) {
      row.next();
      return row.getString(1);
    }
  }

  /** Creates an empty database in the place of the last one, and connects to it as its owner. */
  public DataSource createDatabase() throws SQLException {
    DataSource server = postgres.getPostgresDatabase();
    execute(server, "DROP DATABASE IF EXISTS benchmark_" + databases + " WITH (FORCE)");
    databases++;
    execute(server, "CREATE DATABASE benchmark_" + databases);
    return postgres.getDatabase("postgres", "benchmark_" + databases);
  }

  /** Connects to the newest database as a login that may do no more than train. */
  public PGSimpleDataSource trainer(DataSource owner) throws SQLException {
    return login(owner, "benchmark_trainer", "surety_trainer");
  }

  /** Connects to the newest database as a login that may do no more than its group. */
  public PGSimpleDataSource login(DataSource owner, String name, String group) throws SQLException {
    execute(
        owner,
        """
        DO $$
        BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '%1$s') THEN
                CREATE ROLE %1$s LOGIN PASSWORD '%2$s' IN ROLE %3$s;
            END IF;
        END
        $$
        """
            .formatted(name, PASSWORD, group));
    PGSimpleDataSource login = new PGSimpleDataSource();
    login.setUrl(postgres.getJdbcUrl(name, "benchmark_" + databases));
    login.setUser(name);
    login.setPassword(PASSWORD);
    return login;
  }

  /** The process that all others of the server descend from. */
  public long pid() throws SQLException, IOException {
    String folder = show("data_directory");
    return Long.parseLong(Files.readAllLines(Path.of(folder, "postmaster.pid")).getFirst());
  }

  /** Executes one statement in a database. */
  public void execute(DataSource database, String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }
}
