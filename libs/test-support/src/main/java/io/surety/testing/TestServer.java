package io.surety.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The PostgreSQL server of this test JVM, ended with it. */
sealed interface TestServer permits TestServer.Embedded, TestServer.Container, KillableServer {

  String jdbcUrl(String database);

  String user();

  String password();

  /**
   * Starts the server that {@code SURETY_TEST_DATABASE} asks for: {@code embedded} (the default) or
   * {@code testcontainers}.
   */
  static TestServer start() {
    String kind = System.getenv().getOrDefault("SURETY_TEST_DATABASE", "embedded");
    return switch (kind) {
      case "embedded" -> Embedded.start();
      case "testcontainers" -> Container.start();
      default ->
          throw new IllegalStateException(
              "SURETY_TEST_DATABASE is embedded or testcontainers, but it says '" + kind + "'.");
    };
  }

  /** PostgreSQL unpacked from Maven Central. */
  record Embedded(EmbeddedPostgres postgres) implements TestServer {

    static TestServer start() {
      try {
        return new Embedded(
            EmbeddedPostgres.builder().setServerConfig("max_connections", "200").start());
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }

    @Override
    public String jdbcUrl(String database) {
      return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + database;
    }

    @Override
    public String user() {
      return "postgres";
    }

    @Override
    public String password() {
      return "postgres";
    }
  }

  /** PostgreSQL in a container, removed by Testcontainers when the JVM ends. */
  record Container(PostgreSQLContainer postgres) implements TestServer {

    static TestServer start() {
      PostgreSQLContainer postgres = new PostgreSQLContainer("postgres:18");
      postgres.start();
      return new Container(postgres);
    }

    @Override
    public String jdbcUrl(String database) {
      return "jdbc:postgresql://"
          + postgres.getHost()
          + ":"
          + postgres.getFirstMappedPort()
          + "/"
          + database;
    }

    @Override
    public String user() {
      return postgres.getUsername();
    }

    @Override
    public String password() {
      return postgres.getPassword();
    }
  }
}
