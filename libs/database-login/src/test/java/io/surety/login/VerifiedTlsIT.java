package io.surety.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.testing.LockedServer;
import io.surety.testing.TestAuthority;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code sslmode=verify-full} holds on a real server whose name is localhost. */
class VerifiedTlsIT {

  @TempDir private static Path folder;
  private static TestAuthority authority;
  private static LockedServer server;

  @BeforeAll
  static void start() {
    authority = TestAuthority.in(folder.resolve("ca"));
    server = LockedServer.start(folder.resolve("server"), authority.server("localhost"));
    server.execute("CREATE ROLE tls_of_the_test LOGIN PASSWORD 'of-this-test-only'");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Connection connect(String host, String query) throws SQLException {
    String url = server.jdbcUrl(host) + query;
    Properties properties = new Properties();
    properties.setProperty("user", "tls_of_the_test");
    properties.setProperty("password", "of-this-test-only");
    DatabaseAddress.of(url).properties().forEach(properties::setProperty);
    return DriverManager.getConnection(url, properties);
  }

  private static String verifying(TestAuthority trusted) {
    return "?sslmode=verify-full&sslrootcert=" + trusted.certificate();
  }

  @Test
  void letsInWhoTrustsTheAuthorityAndAsksForTheName() throws Exception {
    try (Connection connection = connect("localhost", verifying(authority));
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
      row.next();
      assertThat(row.getBoolean(1)).isTrue();
    }
  }

  @Test
  void refusesACertificateOfAnotherAuthority() {
    TestAuthority other = TestAuthority.in(folder.resolve("other"));
    assertThatThrownBy(() -> connect("localhost", verifying(other)))
        .isInstanceOf(SQLException.class)
        .hasStackTraceContaining("PKIX path validation failed");
  }

  @Test
  void refusesACertificateThatNobodyOfJavaSigned() {
    assertThatThrownBy(() -> connect("localhost", "?sslmode=verify-full"))
        .isInstanceOf(SQLException.class)
        .hasStackTraceContaining("unable to find valid certification path");
  }

  @Test
  void refusesAServerOfAnotherName() {
    assertThatThrownBy(() -> connect("127.0.0.1", verifying(authority)))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("127.0.0.1");
  }

  @Test
  void isRefusedByTheServerWithoutTls() {
    assertThatThrownBy(() -> connect("127.0.0.1", "?sslmode=disable"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("no encryption");
  }
}
