package io.surety.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A durable PostgreSQL of its own that can be killed, all its processes at once and without notice,
 * and started again with what its disk has, at the same port.
 */
public final class KillableServer implements TestServer, RandomKills.Victim, AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path folder;
  private final int port;
  private EmbeddedPostgres running;

  private KillableServer(Path folder, int port) throws IOException {
    this.folder = folder;
    this.port = port;
    this.running = launch();
  }

  /** Starts one in a new folder. */
  public static KillableServer create() {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = free.getLocalPort();
      free.close();
      return new KillableServer(Files.createTempDirectory("killable-postgres"), port);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private EmbeddedPostgres launch() throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(folder)
        .setCleanDataDirectory(false)
        .setPort(port)
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("full_page_writes", "on")
        .setPGStartupWait(PATIENCE)
        .start();
  }

  @Override
  public String name() {
    return "PostgreSQL";
  }

  /** Kills the first process and everyone that it has started, which then are no more. */
  @Override
  public void kill() {
    ProcessHandle first = first();
    List<ProcessHandle> all = Stream.concat(Stream.of(first), first.descendants()).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    Eventually.within(
        PATIENCE, "the end of the server", () -> all.stream().noneMatch(ProcessHandle::isAlive));
    abandon();
  }

  private ProcessHandle first() {
    try {
      long pid = Long.parseLong(Files.readAllLines(folder.resolve("postmaster.pid")).getFirst());
      Optional<ProcessHandle> process = ProcessHandle.of(pid);
      return process.orElseThrow(() -> new IllegalStateException("The server runs no more."));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Gives back what this process holds of a server that is dead, which it would fail to stop. */
  private void abandon() {
    try {
      running.close();
    } catch (IOException | RuntimeException dead) {
      // As it has to be.
    }
  }

  /** Starts it again; it recovers from its log first. */
  @Override
  public void revive() {
    try {
      running = launch();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  @Override
  public String user() {
    return "postgres";
  }

  @Override
  public String password() {
    return "postgres";
  }

  @Override
  public void close() {
    try {
      running.close();
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(each);
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
