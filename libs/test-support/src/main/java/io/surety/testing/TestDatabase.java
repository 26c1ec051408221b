package io.surety.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * An empty database of its own on a real PostgreSQL 18. All databases of one test JVM share one
 * server: the embedded one, or a container when {@code SURETY_TEST_DATABASE=testcontainers}. Roles
 * belong to the server, so a test that creates one gives it a name of its own.
 */
public final class TestDatabase implements AutoCloseable {

  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static @Nullable TestServer server;

  private final TestServer home;
  private final String name;

  private TestDatabase(TestServer home, String name) {
    this.home = home;
    this.name = name;
  }

  /** Creates an empty database. */
  public static TestDatabase create() {
    return createOn(server(), "");
  }

  /** Creates an empty database on a server that can be killed. */
  public static TestDatabase create(KillableServer server) {
    return createOn(server, "");
  }

  /** Creates a database that has all that this one has. Nobody may be connected to this one. */
  public TestDatabase copy() {
    return createOn(home, " TEMPLATE " + name);
  }

  private static TestDatabase createOn(TestServer home, String from) {
    String name = "test_" + DATABASES.incrementAndGet();
    execute(home, "CREATE DATABASE " + name + from);
    return new TestDatabase(home, name);
  }

  private static synchronized TestServer server() {
    TestServer running = server;
    if (running == null) {
      running = TestServer.start();
      server = running;
    }
    return running;
  }

  /** Connections as the superuser: for migrations and set-up. */
  public DataSource owner() {
    return login(home.user(), home.password());
  }

  /** Connections as another login of this server. */
  public DataSource login(String user, String password) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(jdbcUrl());
    source.setUser(user);
    source.setPassword(password);
    return source;
  }

  /** The name of this database on its server. */
  public String name() {
    return name;
  }

  /** The address of this database, without user and password. */
  public String jdbcUrl() {
    return home.jdbcUrl(name);
  }

  /** The superuser's name. */
  public String user() {
    return home.user();
  }

  /** The superuser's password. */
  public String password() {
    return home.password();
  }

  /** Drops the database, ending what is still connected to it. */
  @Override
  public void close() {
    execute(home, "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
  }

  private static void execute(TestServer home, String sql) {
    try (Connection connection =
            DriverManager.getConnection(home.jdbcUrl("postgres"), home.user(), home.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failure) {
      throw new UncheckedIOException(new IOException("The test server refused: " + sql, failure));
    }
  }
}
