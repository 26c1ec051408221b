package io.surety.terminal;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which database a command works on: a data directory with its own PostgreSQL, or a server. */
final class DatabaseOptions {

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description =
          "The folder of the embedded PostgreSQL; joined when it runs, started when not. Default:"
              + " .surety beside the program.")
  @Nullable Path dataDirectory;

  @Option(
      names = "--database",
      paramLabel = "URL",
      description =
          "A PostgreSQL of your own, jdbc:postgresql://HOST/DATABASE; SURETY_DATABASE names it too."
              + " User and password come from SURETY_DATABASE_USER and SURETY_DATABASE_PASSWORD, or"
              + " the password from the file that SURETY_DATABASE_PASSWORD_FILE names. With"
              + " SURETY_DATABASE_IDENTITY=workload the pod's identity takes the password's place.")
  @Nullable String address;

  OpenDatabase open(Session session) {
    String server = server(session).orElse(null);
    Path folder = dataDirectory;
    if (server == null) {
      return session
          .directories()
          .open(folder == null ? session.usualDataDirectory() : folder, session.console());
    }
    if (folder != null) {
      throw new CommandFailed(
          ExitCode.WRONG_USAGE,
          "--database and --data-dir name two different databases; leave one of them out.");
    }
    return RemoteDatabase.open(server, session.environment());
  }

  /** The address that was typed, or the variable's when no database was typed at all. */
  private Optional<String> server(Session session) {
    if (address != null || dataDirectory != null) {
      return Optional.ofNullable(address);
    }
    return Optional.of(session.environment().getOrDefault("SURETY_DATABASE", ""))
        .filter(named -> !named.isBlank());
  }

  /** The folder of the data, when it is a folder. */
  Optional<Path> folder(Session session) {
    if (server(session).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(dataDirectory == null ? session.usualDataDirectory() : dataDirectory);
  }

  /** The same options again, for a line that somebody may copy. */
  String repeated() {
    if (address != null) {
      return " --database " + Typed.quoted(address);
    }
    return dataDirectory == null ? "" : Typed.dataDirectory(dataDirectory);
  }
}
