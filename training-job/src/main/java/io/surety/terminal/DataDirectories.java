package io.surety.terminal;

import java.nio.file.Path;

/** Opens the databases of data directories: joins the one that runs, or starts it. */
@FunctionalInterface
public interface DataDirectories {

  /** Opens the database of a directory with its tables brought up to date. */
  OpenDatabase open(Path directory, Console console);

  /** For programs that bring no PostgreSQL of their own: every directory is refused. */
  static DataDirectories none() {
    return (directory, console) -> {
      throw new CommandFailed(
          ExitCode.WRONG_USAGE,
          "This program brings no PostgreSQL of its own: name one with --database"
              + " jdbc:postgresql://HOST/DATABASE, or use ./surety.");
    };
  }
}
