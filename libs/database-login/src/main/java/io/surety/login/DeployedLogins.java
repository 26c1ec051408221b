package io.surety.login;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * Makes the logins of a deployment, or brings those that are there to what they should be: all of
 * them, or none when one is refused. A password leaves this process only as the verifier of SCRAM
 * (RFC 5802), so neither a statement nor the server's log holds it.
 */
public final class DeployedLogins {

  private static final long LOCK = 0x5_0e7_10615L;
  private static final String CREATE_PRINCIPAL =
      "pg_catalog.pgaadauth_create_principal(text,boolean,boolean)";

  private final DataSource owner;

  /**
   * On the server that these connections lead to.
   *
   * @param owner may create roles and give away membership of the groups, as who ran the migrations
   *     may
   */
  public DeployedLogins(DataSource owner) {
    this.owner = owner;
  }

  /** Where a login's password is kept. */
  @FunctionalInterface
  public interface Passwords {
    /** The password, which is overwritten after it was used. */
    char[] of(ServiceLogin login);
  }

  /** Makes logins with passwords; whoever is there already gets the password that is given now. */
  public void withPasswords(Passwords passwords) throws SQLException {
    together(connection -> {
      for (ServiceLogin login : ServiceLogin.values()) {
        if (isMissing(connection, login.role())) {
          execute(connection, "CREATE ROLE " + login.role());
        }
        enter(connection, login);
        char[] password = passwords.of(login);
        try {
          connection
              .unwrap(PGConnection.class)
              .alterUserPassword(login.role(), password, "scram-sha-256");
        } finally {
          Arrays.fill(password, '\0');
        }
      }
    });
  }

  /**
   * Makes logins of the managed identities that have their names in Entra ID. On an Azure Database
   * for PostgreSQL that is a function of the database {@code postgres}, for an administrator of
   * Entra ID; where the logins are there already, nothing of Azure's is needed.
   */
  public void ofIdentities() throws SQLException {
    together(connection -> {
      for (ServiceLogin login : ServiceLogin.values()) {
        if (isMissing(connection, login.role())) {
          createPrincipal(connection, login);
        }
        enter(connection, login);
      }
    });
  }

  @FunctionalInterface
  private interface Work {
    void on(Connection connection) throws SQLException;
  }

  private void together(Work work) throws SQLException {
    try (Connection connection = owner.getConnection()) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
        work.on(connection);
        connection.commit();
      } catch (SQLException | RuntimeException failure) {
        connection.rollback();
        throw failure;
      }
    }
  }

  private static void createPrincipal(Connection connection, ServiceLogin login)
      throws SQLException {
    try (PreparedStatement known =
        connection.prepareStatement("SELECT to_regprocedure(?) IS NOT NULL")) {
      known.setString(1, CREATE_PRINCIPAL);
      if (!isTrue(known)) {
        throw new LoginRefused(
            "There is no login %s, and this database cannot make one of an identity: connect to the database postgres of an Azure Database for PostgreSQL as an Entra administrator, or make logins with --passwords."
                .formatted(login.role()));
      }
    }
    try (PreparedStatement create =
        connection.prepareStatement(
            "SELECT * FROM pg_catalog.pgaadauth_create_principal(?, FALSE, FALSE)")) {
      create.setString(1, login.role());
      create.execute();
    }
  }

  private static void enter(Connection connection, ServiceLogin login) throws SQLException {
    if (isMissing(connection, login.group())) {
      throw new LoginRefused(
          "This server has no group role %s for the login %s; './surety migrate' makes it, so run that first."
              .formatted(login.group(), login.role()));
    }
    requireOrdinary(connection, login);
    execute(connection, "ALTER ROLE " + login.role() + " LOGIN");
    execute(connection, "GRANT " + login.group() + " TO " + login.role());
  }

  /** A login that may more than its group would make all grants pointless. */
  private static void requireOrdinary(Connection connection, ServiceLogin login)
      throws SQLException {
    try (PreparedStatement mighty =
        connection.prepareStatement(
            """
            SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls
            FROM pg_catalog.pg_roles
            WHERE rolname = ?
            """)) {
      mighty.setString(1, login.role());
      if (isTrue(mighty)) {
        throw new LoginRefused(
            "The login %s may create roles or databases, replicate or pass by the rules, so it is no login for a service; take that from it with ALTER ROLE."
                .formatted(login.role()));
      }
    }
    try (PreparedStatement others =
        connection.prepareStatement(
            """
            SELECT held.rolname
            FROM pg_catalog.pg_auth_members membership
            JOIN pg_catalog.pg_roles held ON held.oid = membership.roleid
            JOIN pg_catalog.pg_roles member ON member.oid = membership.member
            WHERE member.rolname = ?
              AND held.rolname <> ?
              AND (held.rolname LIKE 'surety\\_%' OR held.rolname LIKE 'pg\\_%')
            ORDER BY held.rolname
            """)) {
      others.setString(1, login.role());
      others.setString(2, login.group());
      try (ResultSet row = others.executeQuery()) {
        if (row.next()) {
          throw new LoginRefused(
              "The login %s is a member of %s besides its own group; take it out with REVOKE %s FROM %s, and run this again."
                  .formatted(login.role(), row.getString(1), row.getString(1), login.role()));
        }
      }
    }
  }

  private static boolean isMissing(Connection connection, String role) throws SQLException {
    try (PreparedStatement there =
        connection.prepareStatement(
            "SELECT NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = ?)")) {
      there.setString(1, role);
      return isTrue(there);
    }
  }

  private static boolean isTrue(PreparedStatement question) throws SQLException {
    try (ResultSet row = question.executeQuery()) {
      return row.next() && row.getBoolean(1);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
