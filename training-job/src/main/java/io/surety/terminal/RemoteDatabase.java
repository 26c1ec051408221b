package io.surety.terminal;

import io.surety.login.DatabaseAddress;
import io.surety.login.Identity;
import io.surety.login.LoginRefused;
import io.surety.login.PasswordInAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL that somebody else runs. One login serves every purpose that it has rights for, but
 * that deciding and watching may have logins of their own.
 */
final class RemoteDatabase implements OpenDatabase {

  private static final String USER = "SURETY_DATABASE_USER";
  private static final String PASSWORD_FILE = "SURETY_DATABASE_PASSWORD_FILE";
  private static final String APPROVAL_USER = "SURETY_APPROVAL_USER";
  private static final String APPROVAL_PASSWORD_FILE = "SURETY_APPROVAL_PASSWORD_FILE";

  private static final String WATCHING_USER = "SURETY_WATCHING_USER";
  private static final String WATCHING_PASSWORD_FILE = "SURETY_WATCHING_PASSWORD_FILE";

  private final DataSource source;
  private final DataSource deciding;
  private final DataSource watching;

  private RemoteDatabase(DataSource source, DataSource deciding, DataSource watching) {
    this.source = source;
    this.deciding = deciding;
    this.watching = watching;
  }

  static RemoteDatabase open(String address, Map<String, String> environment) {
    DataSource source = checked(address, environment);
    return new RemoteDatabase(
        source,
        other(address, environment, APPROVAL_USER, APPROVAL_PASSWORD_FILE, source),
        other(address, environment, WATCHING_USER, WATCHING_PASSWORD_FILE, source));
  }

  /** A login of its own where the environment names one, else the usual one. */
  private static DataSource other(
      String address,
      Map<String, String> environment,
      String user,
      String passwordFile,
      DataSource usual) {
    if (!environment.containsKey(user)) {
      return usual;
    }
    Map<String, String> other = new HashMap<>(environment);
    other.put(USER, environment.getOrDefault(user, ""));
    if (environment.containsKey(passwordFile)) {
      other.put(PASSWORD_FILE, environment.getOrDefault(passwordFile, ""));
    }
    return checked(address, other);
  }

  private static DataSource checked(String address, Map<String, String> environment) {
    DataSource source = source(address, environment);
    try (Connection connection = source.getConnection()) {
      connection.isValid(5);
    } catch (SQLException failure) {
      throw new CommandFailed(
          "The database %s does not let %s in (%s); check the address, the user and the password."
              .formatted(address, environment.get(USER), firstLine(failure)),
          failure);
    }
    return source;
  }

  private static DataSource source(String address, Map<String, String> environment) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    try {
      Map<String, String> told = DatabaseAddress.of(address).properties();
      Identity identity = identity(environment);
      source.setUrl(address);
      source.setUser(require(environment, USER, "the user"));
      if (identity == Identity.PASSWORD) {
        source.setPassword(password(environment));
      }
      source.setApplicationName("surety");
      source.setTcpKeepAlive(true);
      for (Map<String, String> properties : List.of(told, identity.properties(environment))) {
        for (Map.Entry<String, String> property : properties.entrySet()) {
          source.setProperty(property.getKey(), property.getValue());
        }
      }
    } catch (PasswordInAddress seen) {
      throw new CommandFailed(
          ExitCode.WRONG_USAGE,
          "A user or password on the command line can be read by everybody on this machine: give them in SURETY_DATABASE_USER and SURETY_DATABASE_PASSWORD, or name a file in SURETY_DATABASE_PASSWORD_FILE.");
    } catch (LoginRefused refused) {
      throw new CommandFailed(ExitCode.WRONG_USAGE, String.valueOf(refused.getMessage()));
    } catch (SQLException | IllegalArgumentException unreadable) {
      throw new CommandFailed(
          ExitCode.WRONG_USAGE,
          "--database was given an address that cannot be read; it looks like jdbc:postgresql://HOST:5432/DATABASE.");
    }
    return source;
  }

  private static Identity identity(Map<String, String> environment) {
    return switch (environment.getOrDefault("SURETY_DATABASE_IDENTITY", "password")) {
      case "password" -> Identity.PASSWORD;
      case "workload" -> Identity.WORKLOAD;
      default ->
          throw new CommandFailed(
              ExitCode.WRONG_USAGE,
              "SURETY_DATABASE_IDENTITY is password or workload; leave it out for a password.");
    };
  }

  private static String password(Map<String, String> environment) {
    String file = environment.get(PASSWORD_FILE);
    if (file == null) {
      return require(
          environment,
          "SURETY_DATABASE_PASSWORD",
          "the password (or SURETY_DATABASE_PASSWORD_FILE, a file with it)");
    }
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException failure) {
      throw new CommandFailed(
          "The file %s that SURETY_DATABASE_PASSWORD_FILE names cannot be read; check the path and its permissions."
              .formatted(file),
          failure);
    }
  }

  private static String require(Map<String, String> environment, String name, String meaning) {
    String value = environment.get(name);
    if (value == null || value.isEmpty()) {
      throw new CommandFailed(
          ExitCode.WRONG_USAGE,
          "--database needs %s in the environment variable %s.".formatted(meaning, name));
    }
    return value;
  }

  private static String firstLine(SQLException failure) {
    return String.valueOf(failure.getMessage()).split("\n", 2)[0];
  }

  @Override
  public DataSource as(Purpose purpose) {
    return switch (purpose) {
      case DECIDING -> deciding;
      case WATCHING -> watching;
      case OWNING, TRAINING, ADMITTING -> source;
    };
  }

  @Override
  public Path reports() {
    return Path.of("reports").toAbsolutePath();
  }

  @Override
  public void close() {}
}
