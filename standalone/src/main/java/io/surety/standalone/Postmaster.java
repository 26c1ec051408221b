package io.surety.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the file {@code postmaster.pid} of a cluster says about its server. */
record Postmaster(long pid, int port, boolean ready) {

  private static final int PORT_LINE = 3;
  private static final int STATUS_LINE = 7;

  /** The server of a cluster, when the file names a process that lives and is PostgreSQL. */
  static Optional<Postmaster> find(Path cluster) {
    try {
      List<String> lines = Files.readAllLines(cluster.resolve("postmaster.pid"));
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

  /** Removes the file of a server that is gone, whose number may now belong to another process. */
  static void forget(Path cluster) throws IOException {
    Files.deleteIfExists(cluster.resolve("postmaster.pid"));
  }
}
