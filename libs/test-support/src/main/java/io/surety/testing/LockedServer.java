package io.surety.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL as a deployment has it: nobody but its superuser enters without TLS and a password,
 * and its log holds every statement that it was given.
 */
public final class LockedServer implements AutoCloseable {

  private static final String ACCESS =
      """
      # TYPE   DATABASE  USER      ADDRESS       METHOD
      host     all       postgres  127.0.0.1/32  trust
      hostssl  all       all       127.0.0.1/32  scram-sha-256
      """;

  private static final Duration COLLECTING = Duration.ofSeconds(30);

  private final EmbeddedPostgres postgres;
  private final Path logs;

  private LockedServer(EmbeddedPostgres postgres, Path logs) {
    this.postgres = postgres;
    this.logs = logs;
  }

  /** Starts a server that shows this certificate; its files are in a folder of its own. */
  public static LockedServer start(Path folder, TestAuthority.ServerFiles certificate) {
    try {
      Path home = Files.createDirectories(folder);
      Path logs = Files.createDirectories(home.resolve("logs"));
      Path access = Files.writeString(home.resolve("pg_hba.conf"), ACCESS);
      return new LockedServer(
          EmbeddedPostgres.builder()
              .setServerConfig("hba_file", access.toString())
              .setServerConfig("ssl", "on")
              .setServerConfig("ssl_cert_file", certificate.certificate().toString())
              .setServerConfig("ssl_key_file", certificate.key().toString())
              .setServerConfig("logging_collector", "on")
              .setServerConfig("log_directory", logs.toString())
              .setServerConfig("log_statement", "all")
              .setServerConfig("log_connections", "on")
              .setServerConfig("log_min_messages", "debug1")
              .start(),
          logs);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The address by this name, which has to lead to this machine, and no more after it. */
  public String jdbcUrl(String host) {
    return "jdbc:postgresql://" + host + ":" + postgres.getPort() + "/postgres";
  }

  /** Connections as the superuser. */
  public DataSource owner() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(jdbcUrl("127.0.0.1"));
    source.setUser("postgres");
    return source;
  }

  /** Runs statements as the superuser. */
  public void execute(String... statements) {
    try (Connection connection = owner().getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException failure) {
      throw new IllegalStateException("The test server refused it.", failure);
    }
  }

  /**
   * All that it has logged until now. A collector of its own writes the files, some time after a
   * statement's answer, so a last statement is logged and waited for.
   */
  public String log() {
    String last = "the log is read at " + UUID.randomUUID();
    execute("SELECT '" + last + "'");
    Eventually.within(COLLECTING, last, () -> written().contains(last));
    return written();
  }

  private String written() {
    try (Stream<Path> files = Files.list(logs)) {
      StringBuilder log = new StringBuilder();
      for (Path file : files.sorted().toList()) {
        log.append(Files.readString(file, StandardCharsets.UTF_8));
      }
      return log.toString();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    try {
      postgres.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
