package io.surety.standalone;

import io.surety.secrets.SecretFile;
import io.surety.terminal.CommandFailed;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The PostgreSQL of a data directory while somebody uses it. Every process that uses it shares a
 * lock; the first one starts the server, the last one to leave stops it. One that is killed leaves
 * the server running, and the next one finds it.
 *
 * <p>Starting and stopping happen under a second lock, so two commands at once take turns.
 */
final class EmbeddedServer implements AutoCloseable {

  private static final String DATABASE = "surety";

  private final DataDirectory directory;
  private final Secrets secrets;
  private final Postmaster postmaster;
  private final FolderLock use;
  private final boolean joined;
  private boolean closed;

  private EmbeddedServer(
      DataDirectory directory,
      Secrets secrets,
      Postmaster postmaster,
      FolderLock use,
      boolean joined) {
    this.directory = directory;
    this.secrets = secrets;
    this.postmaster = postmaster;
    this.use = use;
    this.joined = joined;
  }

  /** Joins the server of a directory, or makes and starts it. */
  static EmbeddedServer open(DataDirectory directory) {
    Secrets secrets = new Secrets(directory.secrets());
    Cluster cluster = new Cluster(directory, secrets);
    try (FolderLock change = FolderLock.exclusive(directory.locks().resolve("change"))) {
      @Nullable Programs programs = null;
      if (cluster.missing()) {
        programs = Programs.unpack(directory);
        cluster.make(programs);
      }
      cluster.requireSameMajorVersion();
      secrets.require(Login.OWNER);
      if (cluster.stopping()) {
        cluster.stop(Programs.unpack(directory));
      }
      Optional<Postmaster> running = cluster.running();
      FolderLock use = FolderLock.shared(useFile(directory));
      try {
        Postmaster postmaster =
            running.isPresent()
                ? running.get()
                : cluster.start(programs == null ? Programs.unpack(directory) : programs);
        EmbeddedServer server =
            new EmbeddedServer(directory, secrets, postmaster, use, running.isPresent());
        server.prepare();
        return server;
      } catch (RuntimeException failure) {
        use.close();
        stopWhenUnused(directory, cluster);
        throw failure;
      }
    }
  }

  private static Path useFile(DataDirectory directory) {
    return directory.locks().resolve("use");
  }

  /** Checks the settings, and makes the database and the logins that are missing. */
  private void prepare() {
    try (Connection connection = source(Login.OWNER, "postgres").getConnection()) {
      requireOurs(connection);
      ServerSettings.check(connection);
      if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", DATABASE)) {
        execute(connection, "CREATE DATABASE " + DATABASE);
      }
      execute(connection, "REVOKE CONNECT, TEMPORARY ON DATABASE " + DATABASE + " FROM PUBLIC");
      for (Login login : Login.members()) {
        prepare(connection, login);
      }
    } catch (SQLException failure) {
      throw new CommandFailed(
          "The embedded PostgreSQL in %s does not answer as it should (%s); its log is in %s."
              .formatted(directory.root(), failure.getMessage(), directory.logs()),
          failure);
    }
  }

  private void requireOurs(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW data_directory")) {
      row.next();
      if (!directory.cluster().toString().equals(row.getString(1))) {
        throw new CommandFailed(
            "Port %d belongs to the PostgreSQL of %s; move %s away and try again."
                .formatted(
                    postmaster.port(),
                    row.getString(1),
                    directory.cluster().resolve("postmaster.pid")));
      }
    }
  }

  /** The role first and the file last: a crash in between only makes a new password next time. */
  private void prepare(Connection connection, Login login) throws SQLException {
    boolean known = exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", login.role());
    Optional<String> kept = secrets.find(login);
    String password = kept.orElseGet(SecretFile::freshPassword);
    if (!known || kept.isEmpty()) {
      execute(
          connection,
          "%s ROLE %s LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '%s'"
              .formatted(known ? "ALTER" : "CREATE", login.role(), password));
    }
    execute(connection, "GRANT CONNECT ON DATABASE " + DATABASE + " TO " + login.role());
    if (login == Login.TRAINING) {
      // What was known at a time is laid out in temporary tables.
      execute(connection, "GRANT TEMPORARY ON DATABASE " + DATABASE + " TO " + login.role());
    }
    if (kept.isEmpty()) {
      secrets.keep(login, password);
    }
  }

  /** Puts each login into its group, once the migrations have made the groups. */
  void grantGroups() {
    try (Connection connection = as(Login.OWNER).getConnection()) {
      for (Login login : Login.members()) {
        execute(connection, "GRANT " + login.group().orElseThrow() + " TO " + login.role());
      }
    } catch (SQLException failure) {
      throw new CommandFailed(
          "The logins of the embedded PostgreSQL cannot be given their rights (%s); its log is in %s."
              .formatted(failure.getMessage(), directory.logs()),
          failure);
    }
  }

  /** Connections of a login. */
  DataSource as(Login login) {
    return source(login, DATABASE);
  }

  private DataSource source(Login login, String database) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(address(database));
    source.setUser(login.role());
    source.setPassword(password(login));
    source.setApplicationName("surety");
    return source;
  }

  /** The address of the database, without user and password. */
  String jdbcUrl() {
    return address(DATABASE);
  }

  private String address(String database) {
    return "jdbc:postgresql://127.0.0.1:" + postmaster.port() + "/" + database;
  }

  /** The password of a login. */
  String password(Login login) {
    return secrets.require(login);
  }

  int port() {
    return postmaster.port();
  }

  /** True when the server was already running. */
  boolean joined() {
    return joined;
  }

  DataDirectory directory() {
    return directory;
  }

  /** Leaves the server, and stops it when nobody else uses it. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try (FolderLock change = FolderLock.exclusive(directory.locks().resolve("change"))) {
      use.close();
      stopWhenUnused(directory, new Cluster(directory, secrets));
    }
  }

  private static void stopWhenUnused(DataDirectory directory, Cluster cluster) {
    Optional<FolderLock> alone = FolderLock.tryExclusive(useFile(directory));
    if (alone.isPresent()) {
      try (FolderLock held = alone.get()) {
        if (Postmaster.find(directory.cluster()).isPresent()) {
          cluster.stop(Programs.unpack(directory));
        }
      }
    }
  }

  private static boolean exists(Connection connection, String query, String name)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
