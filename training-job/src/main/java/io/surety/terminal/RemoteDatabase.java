package io.surety.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL that somebody else runs; one login serves every purpose that it has rights for. */
final class RemoteDatabase implements OpenDatabase {

  private static final String PREFIX = "jdbc:postgresql://";

  private final DataSource source;

  private RemoteDatabase(DataSource source) {
    this.source = source;
  }

  static RemoteDatabase open(String address, Map<String, String> environment) {
    requireAddressAlone(address);
    PGSimpleDataSource source = new PGSimpleDataSource();
    try {
      source.setUrl(address);
    } catch (IllegalArgumentException unreadable) {
      throw new CommandFailed(
          ExitCode.WRONG_USAGE,
          "--database was given an address that cannot be read; it looks like jdbc:postgresql://HOST:5432/DATABASE.");
    }
    source.setUser(require(environment, "SURETY_DATABASE_USER", "the user"));
    source.setPassword(password(environment));
    source.setApplicationName("surety");
    source.setTcpKeepAlive(true);
    try (Connection connection = source.getConnection()) {
      connection.isValid(5);
    } catch (SQLException failure) {
      throw new CommandFailed(
          "The database %s does not let Surety in (%s); check the address, SURETY_DATABASE_USER and the password."
              .formatted(address, firstLine(failure)),
          failure);
    }
    return new RemoteDatabase(source);
  }

  /** An address with a password in it would be seen by everybody on the machine. */
  private static void requireAddressAlone(String address) {
    if (!address.startsWith(PREFIX)) {
      throw new CommandFailed(
          ExitCode.WRONG_USAGE,
          "--database takes an address like jdbc:postgresql://HOST:5432/DATABASE, without user and password.");
    }
    String rest = address.substring(PREFIX.length()).toLowerCase(Locale.ROOT);
    if (rest.contains("@") || rest.matches(".*[?&](user|password|sslpassword)=.*")) {
      throw new CommandFailed(
          ExitCode.WRONG_USAGE,
          "A user or password on the command line can be read by everybody on this machine: give them in SURETY_DATABASE_USER and SURETY_DATABASE_PASSWORD, or name a file in SURETY_DATABASE_PASSWORD_FILE.");
    }
  }

  private static String password(Map<String, String> environment) {
    String file = environment.get("SURETY_DATABASE_PASSWORD_FILE");
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
    return source;
  }

  @Override
  public Path reports() {
    return Path.of("reports").toAbsolutePath();
  }

  @Override
  public void close() {}
}
