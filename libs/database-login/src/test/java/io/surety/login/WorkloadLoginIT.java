package io.surety.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.testing.LockedServer;
import io.surety.testing.TestAuthority;
import io.surety.testing.TokenEndpoint;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.plugin.AuthenticationPlugin;
import org.postgresql.plugin.AuthenticationRequestType;
import org.postgresql.util.PSQLException;

/** A pod logs in: its token is exchanged for one that a real database takes as the password. */
class WorkloadLoginIT {

  private static final String TOKEN = "eyJhbGciOi.a-token-of-the-test.c2lnbmF0dXJl";

  @TempDir private static Path folder;
  private static TokenEndpoint entra;
  private static LockedServer server;
  private static TestAuthority authority;
  private static HeldToken token;

  /** What the driver makes for each connection, with the token of this test. */
  public static final class PasswordOfTheTest implements AuthenticationPlugin {
    @Override
    public char[] getPassword(AuthenticationRequestType type) throws PSQLException {
      return new WorkloadPassword(token).getPassword(type);
    }
  }

  @BeforeAll
  static void start() throws Exception {
    authority = TestAuthority.in(folder.resolve("ca"));
    entra = TokenEndpoint.start(authority);
    server = LockedServer.start(folder.resolve("server"), authority.server("localhost"));
    server.execute("CREATE ROLE pod_of_the_test LOGIN PASSWORD '" + TOKEN + "'");
    Files.writeString(folder.resolve("token"), "the-pod-s-own-token\n");
  }

  @AfterAll
  static void stop() {
    server.close();
    entra.close();
  }

  @BeforeEach
  void begin() {
    entra.requests().clear();
    entra.issues(TOKEN);
    token = held(folder.resolve("token"));
  }

  private static HeldToken held(Path tokenFile) {
    WorkloadIdentity identity =
        WorkloadIdentity.of(
            Map.of(
                "AZURE_TENANT_ID",
                "a-tenant",
                "AZURE_CLIENT_ID",
                "a-client",
                "AZURE_FEDERATED_TOKEN_FILE",
                tokenFile.toString(),
                "AZURE_AUTHORITY_HOST",
                entra.address()));
    EntraTokens tokens =
        new EntraTokens(identity, Clock.systemUTC(), authority.trusting().getSocketFactory());
    return new HeldToken(tokens, Clock.systemUTC(), Duration.ofSeconds(30), Duration.ofSeconds(1));
  }

  private static Connection connect() throws SQLException {
    String url =
        server.jdbcUrl("localhost") + "?sslmode=verify-full&sslrootcert=" + authority.certificate();
    Properties properties = new Properties();
    properties.setProperty("user", "pod_of_the_test");
    properties.setProperty("authenticationPluginClassName", PasswordOfTheTest.class.getName());
    DatabaseAddress.of(url).properties().forEach(properties::setProperty);
    return DriverManager.getConnection(url, properties);
  }

  @Test
  void logsInWithATokenThatItAsksForOnce() throws Exception {
    for (int i = 0; i < 3; i++) {
      try (Connection connection = connect();
          Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("SELECT session_user")) {
        row.next();
        assertThat(row.getString(1)).isEqualTo("pod_of_the_test");
      }
    }
    assertThat(entra.requests()).hasSize(1);
    assertThat(entra.requests().getFirst())
        .containsEntry("grant_type", "client_credentials")
        .containsEntry("client_id", "a-client")
        .containsEntry("client_assertion", "the-pod-s-own-token")
        .containsEntry(
            "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    assertThat(entra.requests().getFirst().get("scope"))
        .contains("https://ossrdbms-aad.database.windows.net/.default");
    assertThat(server.log()).contains("pod_of_the_test");
  }

  @Test
  void saysWhatEntraSaidWhenItGivesNoToken() {
    entra.refuses("AADSTS700213: No matching federated identity record found.");
    assertThatThrownBy(WorkloadLoginIT::connect)
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("Entra ID gave the client a-client no access token")
        .hasMessageContaining("AADSTS700213")
        .hasMessageContaining("federated credential")
        .hasMessageNotContaining("the-pod-s-own-token");
  }

  @Test
  void saysThatTheDatabaseTakesAnotherToken() {
    entra.issues("another-token");
    assertThatThrownBy(WorkloadLoginIT::connect)
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("password authentication failed for user \"pod_of_the_test\"")
        .hasMessageNotContaining("another-token");
  }

  @Test
  void saysThatTheFileOfThePodIsGone() {
    token = held(folder.resolve("none"));
    assertThatThrownBy(WorkloadLoginIT::connect)
        .hasMessageContaining("AZURE_FEDERATED_TOKEN_FILE")
        .hasMessageContaining("service account");
  }

  @Test
  void trustsNoTokenEndpointWithAnotherCertificate() {
    TestAuthority other = TestAuthority.in(folder.resolve("other-ca-of-entra"));
    WorkloadIdentity identity =
        new WorkloadIdentity(
            "a-tenant", "a-client", folder.resolve("token"), URI.create(entra.address()));
    EntraTokens tokens =
        new EntraTokens(identity, Clock.systemUTC(), other.trusting().getSocketFactory());
    assertThatThrownBy(tokens::issue)
        .isInstanceOf(TokenNotIssued.class)
        .hasMessageContaining("PKIX path");
    assertThat(entra.requests()).isEmpty();
  }

  @Test
  void namesTheVariableThatIsMissing() {
    assertThatThrownBy(() -> Identity.WORKLOAD.properties(Map.of("AZURE_TENANT_ID", "a-tenant")))
        .isInstanceOf(LoginRefused.class)
        .hasMessageContaining("AZURE_CLIENT_ID");
    Map<String, String> plain =
        Map.of(
            "AZURE_TENANT_ID", "t",
            "AZURE_CLIENT_ID", "c",
            "AZURE_FEDERATED_TOKEN_FILE", "f",
            "AZURE_AUTHORITY_HOST", "http://login.example/");
    assertThatThrownBy(() -> Identity.WORKLOAD.properties(plain))
        .hasMessageContaining("AZURE_AUTHORITY_HOST is no https address");
    assertThat(Identity.PASSWORD.properties(Map.of())).isEmpty();
  }
}
