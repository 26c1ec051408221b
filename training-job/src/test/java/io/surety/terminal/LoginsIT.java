package io.surety.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.login.ServiceLogin;
import io.surety.testing.LockedServer;
import io.surety.testing.TestAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The logins of a deployment on a server that logs every statement it is given. */
class LoginsIT {

  private static final String OWNER_SECRET = "the-owner-of-this-test";
  private static final String MAKE_OWNER =
      "CREATE ROLE surety_owner LOGIN CREATEROLE PASSWORD '" + OWNER_SECRET + "'";

  @TempDir private static Path folder;
  private static TestAuthority authority;
  private static LockedServer server;
  private static String verified;
  private static TestPerson owner;

  private Path passwords;

  @BeforeAll
  static void start() {
    authority = TestAuthority.in(folder.resolve("ca"));
    server = LockedServer.start(folder.resolve("server"), authority.server("localhost"));
    server.execute(MAKE_OWNER, "GRANT CREATE ON DATABASE postgres TO surety_owner");
    verified = "?sslmode=verify-full&sslrootcert=" + authority.certificate();
    owner =
        new TestPerson(
            server.jdbcUrl("localhost") + verified,
            Map.of(
                "SURETY_DATABASE_USER", "surety_owner",
                "SURETY_DATABASE_PASSWORD", OWNER_SECRET,
                "SURETY_DEBUG", "1"));
    owner.types("migrate").endsWith(ExitCode.DONE);
    makeAdmittersWhereNoMigrationDoes();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void writePasswords() throws Exception {
    passwords = Files.createTempDirectory(folder, "passwords");
    for (ServiceLogin login : ServiceLogin.values()) {
      Files.writeString(passwords.resolve(login.role()), secret(login, "first") + "\n");
    }
  }

  @Test
  void makesEachLoginAMemberOfItsGroupAndOfNoOther() throws Exception {
    makeLogins().endsWith(ExitCode.DONE).says("6 logins").prints("surety_features");
    for (ServiceLogin login : ServiceLogin.values()) {
      assertThat(groupsAfterLogin(login, secret(login, "first"))).containsExactly(login.group());
    }
    assertThatThrownBy(() -> groupsAfterLogin(ServiceLogin.FEATURES, "wrong"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("password authentication failed");
  }

  @Test
  void changesNothingTheSecondTimeAndTakesANewPassword() throws Exception {
    makeLogins().endsWith(ExitCode.DONE);
    makeLogins().endsWith(ExitCode.DONE);
    assertThat(groupsAfterLogin(ServiceLogin.TRAINING, secret(ServiceLogin.TRAINING, "first")))
        .containsExactly("surety_trainer");

    String next = secret(ServiceLogin.TRAINING, "next");
    Files.writeString(passwords.resolve("surety_training"), next);
    makeLogins().endsWith(ExitCode.DONE);
    assertThat(groupsAfterLogin(ServiceLogin.TRAINING, next)).containsExactly("surety_trainer");
    assertThatThrownBy(
            () -> groupsAfterLogin(ServiceLogin.TRAINING, secret(ServiceLogin.TRAINING, "first")))
        .hasMessageContaining("password authentication failed");
  }

  @Test
  void leavesNoPasswordInTheServersLogOrInWhatItSays() {
    TestPerson.Ran ran = makeLogins().endsWith(ExitCode.DONE);
    String log = server.log();
    assertThat(log).contains("PASSWORD 'SCRAM-SHA-256$");
    for (ServiceLogin login : ServiceLogin.values()) {
      assertThat(log).doesNotContain(secret(login, "first"), secret(login, "next"));
      assertThat(ran.out() + ran.err()).doesNotContain(secret(login, "first"));
    }
    // What made the owner is the test's own statement, and the only one with a password in it.
    assertThat(log.lines().filter(line -> line.contains(OWNER_SECRET)))
        .allMatch(line -> line.endsWith(MAKE_OWNER));
  }

  @Test
  void saysWhichPasswordIsMissingOrShortAndMakesNoLoginThen() throws Exception {
    server.execute("DROP ROLE IF EXISTS surety_features, surety_training");
    Files.delete(passwords.resolve("surety_training"));
    makeLogins().endsWith(ExitCode.FAILED).says("surety_training cannot be read; make it");
    Files.writeString(passwords.resolve("surety_training"), "too-short-a-one");
    TestPerson.Ran ran = makeLogins().endsWith(ExitCode.FAILED);
    ran.says("surety_training is shorter than 16 characters");
    assertThat(ran.err()).doesNotContain("too-short-a-one");
    assertThat(rows("SELECT rolname FROM pg_roles WHERE rolname = 'surety_features'")).isEmpty();
  }

  @Test
  void refusesALoginThatMayMoreThanItsGroup() {
    makeLogins().endsWith(ExitCode.DONE);
    server.execute("GRANT surety_approver TO surety_training");
    makeLogins().endsWith(ExitCode.FAILED).says("REVOKE surety_approver FROM surety_training");
    server.execute("REVOKE surety_approver FROM surety_training");
    server.execute("ALTER ROLE surety_features CREATEDB");
    makeLogins().endsWith(ExitCode.FAILED).says("no login for a service");
    server.execute("ALTER ROLE surety_features NOCREATEDB");
    makeLogins().endsWith(ExitCode.DONE);
  }

  @Test
  void makesLoginsOfIdentitiesWhereTheServerKnowsHow() throws Exception {
    for (ServiceLogin login : ServiceLogin.values()) {
      server.execute("DROP ROLE IF EXISTS " + login.role());
    }
    owner
        .types("logins", "--identity", "workload")
        .endsWith(ExitCode.FAILED)
        .says("connect to the database postgres of an Azure Database for PostgreSQL");
    standInForAzure();
    try {
      owner.types("logins", "--identity", "workload").endsWith(ExitCode.DONE);
      owner.types("logins", "--identity", "workload").endsWith(ExitCode.DONE);
      assertThat(rows("SELECT asked FROM pg_temp_principals ORDER BY 1"))
          .containsExactly(
              "surety_admission f f",
              "surety_approval f f",
              "surety_features f f",
              "surety_predictions f f",
              "surety_training f f",
              "surety_watching f f");
      assertThat(groups("surety_predictions")).containsExactly("surety_model_reader");
    } finally {
      server.execute(
          "SET allow_system_table_mods = on",
          "DROP FUNCTION pg_catalog.pgaadauth_create_principal",
          "DROP TABLE pg_temp_principals");
    }
  }

  private static void standInForAzure() {
    server.execute(
        "CREATE TABLE pg_temp_principals (asked text)",
        "SET allow_system_table_mods = on",
        """
        CREATE FUNCTION pg_catalog.pgaadauth_create_principal(name text, admin boolean, mfa boolean)
        RETURNS text LANGUAGE plpgsql SECURITY DEFINER AS $$
        BEGIN
          EXECUTE format('CREATE ROLE %I LOGIN', name);
          EXECUTE format('GRANT %I TO surety_owner WITH ADMIN OPTION', name);
          INSERT INTO public.pg_temp_principals (asked) VALUES (concat_ws(' ', name, admin, mfa));
          RETURN 'Created role for ' || name;
        END
        $$
        """);
  }

  private static void makeAdmittersWhereNoMigrationDoes() {
    server.execute(
        """
        DO $$
        BEGIN
          IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'surety_admitter') THEN
            CREATE ROLE surety_admitter NOLOGIN;
            GRANT surety_admitter TO surety_owner WITH ADMIN OPTION;
          END IF;
        END
        $$
        """);
  }

  private TestPerson.Ran makeLogins() {
    return owner.types("logins", "--passwords", passwords.toString());
  }

  private static String secret(ServiceLogin login, String which) {
    return which + "-secret-of-" + login.role();
  }

  private static List<String> groupsAfterLogin(ServiceLogin login, String password)
      throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", login.role());
    properties.setProperty("password", password);
    try (Connection connection =
        DriverManager.getConnection(server.jdbcUrl("localhost") + verified, properties)) {
      assertThat(connection.isValid(5)).isTrue();
    }
    return groups(login.role());
  }

  private static List<String> groups(String role) throws SQLException {
    return rows(
        """
        SELECT held.rolname
        FROM pg_auth_members membership
        JOIN pg_roles held ON held.oid = membership.roleid
        WHERE membership.member = '%s'::regrole
        """
            .formatted(role));
  }

  private static List<String> rows(String sql) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection connection = server.owner().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        found.add(row.getString(1));
      }
    }
    return found;
  }
}
