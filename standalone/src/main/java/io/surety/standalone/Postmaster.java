package io.surety.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the file {@code postmaster.pid} of a cluster says about its server. */
record Postmaster(long pid, int port, boolean ready) {

  private static final String FILE = "postmaster.pid";

  /** A server that makes the file writes it at once. */
  private static final Duration WRITTEN = Duration.ofSeconds(5);

  private static final int PORT_LINE = 3;
  private static final int STATUS_LINE = 7;

  /** The server of a cluster, when the file names a process that lives and is PostgreSQL. */
  static Optional<Postmaster> find(Path cluster) {
    try {
      List<String> lines = Files.readAllLines(cluster.resolve(FILE));
      if (lines.isEmpty()) {
        return Optional.empty();
      }
      Postmaster named =
          new Postmaster(
              Long.parseLong(lines.getFirst().strip()),
              lines.size() > PORT_LINE ? Integer.parseInt(lines.get(PORT_LINE).strip()) : 0,
              lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready"));
      return named.isPostgres() ? Optional.of(named) : Optional.empty();
    } catch (NoSuchFileException notRunning) {
      return Optional.empty();
    } catch (IOException | NumberFormatException halfWritten) {
      return Optional.empty();
    }
  }

  private boolean isPostgres() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .map(process -> process.info().command().orElse("postgres"))
        // Linux marks the program of a process whose file was replaced as (deleted).
        .filter(command -> Path.of(command).getFileName().toString().startsWith("postgres"))
        .isPresent();
  }

  /**
   * Removes the file of a server that is gone when its number belongs to another process now, or
   * when a crash left it empty. PostgreSQL removes any other by itself, and one that was just made
   * belongs to a server that somebody is starting.
   */
  static void forget(Path cluster) throws IOException {
    Path file = cluster.resolve(FILE);
    try {
      List<String> lines = Files.readAllLines(file);
      boolean stale =
          lines.isEmpty()
              ? Files.getLastModifiedTime(file).toInstant().isBefore(Instant.now().minus(WRITTEN))
              : new Postmaster(Long.parseLong(lines.getFirst().strip()), 0, false).isTakenOver();
      if (stale) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException notRunning) {
      // There is nothing to forget.
    } catch (NumberFormatException halfWritten) {
      // PostgreSQL says what is wrong with it.
    }
  }

  private boolean isTakenOver() {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent() && !isPostgres();
  }
}
