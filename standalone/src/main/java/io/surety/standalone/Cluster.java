package io.surety.standalone;

import io.surety.secrets.SecretFile;
import io.surety.terminal.CommandFailed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The files of an embedded PostgreSQL 18 and the programs that make, start and stop it. Whoever
 * calls holds the lock on changes, so only one process at a time does any of this.
 */
final class Cluster {

  private static final String MAJOR_VERSION = "18";
  private static final String SECONDS_TO_START = "120";
  private static final String SECONDS_TO_STOP = "120";
  private static final int TRIES = 20;

  private final DataDirectory directory;
  private final Secrets secrets;

  Cluster(DataDirectory directory, Secrets secrets) {
    this.directory = directory;
    this.secrets = secrets;
  }

  /** True when nothing has been made yet. */
  boolean missing() {
    return !Files.exists(directory.cluster());
  }

  /** Refuses a cluster that another major version made. */
  void requireSameMajorVersion() {
    Path file = directory.cluster().resolve("PG_VERSION");
    try {
      String version = Files.readString(file).strip();
      if (!version.equals(MAJOR_VERSION)) {
        throw new CommandFailed(
            "The data in %s was made by PostgreSQL %s, and this Surety brings PostgreSQL %s: bring it over with pg_dump and pg_restore, or name another folder with --data-dir."
                .formatted(directory.root(), version, MAJOR_VERSION));
      }
    } catch (IOException failure) {
      throw new CommandFailed(
          "The folder %s is not a whole PostgreSQL cluster; move it away to start anew."
              .formatted(directory.cluster()),
          failure);
    }
  }

  /** Makes an empty cluster: after a crash all of it is there, or none. */
  void make(Programs programs) {
    if (secrets.find(Login.OWNER).isEmpty()) {
      secrets.keep(Login.OWNER, SecretFile.freshPassword());
    }
    Path draft = directory.root().resolve("postgresql.new");
    try {
      Programs.removeTree(draft);
      Programs.Answer answer =
          programs.run(
              "initdb",
              List.of(
                  "--pgdata=" + draft,
                  "--username=" + Login.OWNER.role(),
                  "--pwfile=" + secrets.file(Login.OWNER),
                  "--auth=scram-sha-256",
                  "--encoding=UTF8",
                  "--locale=C",
                  "--locale-provider=builtin",
                  "--builtin-locale=C.UTF-8",
                  "--no-instructions"));
      if (answer.exit() != 0) {
        throw new CommandFailed(
            "PostgreSQL could not make its files in %s; it said: %s"
                .formatted(draft, lastLine(answer.output())));
      }
      Files.move(draft, directory.cluster(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failure) {
      throw new CommandFailed(
          "PostgreSQL's files cannot be made in %s (%s); check the folder's owner and the disk's free space."
              .formatted(directory.root(), failure.getMessage()),
          failure);
    }
  }

  /** The server, when it runs, whoever started it; one that is still starting is waited for. */
  Optional<Postmaster> running() {
    Optional<Postmaster> found = Postmaster.find(directory.cluster());
    for (int tries = 0; found.isPresent() && !found.get().ready(); tries++) {
      if (tries == 600) {
        throw new CommandFailed(
            "The PostgreSQL in %s (process %d) is neither starting nor stopping; end that process and try again."
                .formatted(directory.root(), found.get().pid()));
      }
      pause(100);
      found = Postmaster.find(directory.cluster());
    }
    return found;
  }

  /**
   * Starts the server and waits until it answers. Whoever was killed while starting it leaves a
   * start behind that goes on by itself; that server is then taken.
   */
  Postmaster start(Programs programs) {
    Path startLog = directory.logs().resolve("postgresql-start.log");
    Programs.Answer answer = new Programs.Answer(1, "");
    try {
      // A killed server's last children keep its memory for a moment; a free port can be lost
      // again.
      for (int tries = 0; tries < TRIES; tries++) {
        Optional<Postmaster> other = running();
        if (other.isPresent()) {
          return other.get();
        }
        Postmaster.forget(directory.cluster());
        ServerSettings.write(directory, freePort());
        Files.deleteIfExists(startLog);
        answer =
            programs.run(
                "pg_ctl",
                List.of(
                    "start",
                    "--pgdata=" + directory.cluster(),
                    "--log=" + startLog,
                    "--wait",
                    "--timeout=" + SECONDS_TO_START,
                    "--silent"));
        Optional<Postmaster> started = Postmaster.find(directory.cluster());
        if (answer.exit() == 0 && started.isPresent()) {
          return started.get();
        }
        if (!passes(startLog)) {
          break;
        }
        pause(250);
      }
      throw new CommandFailed(
          "PostgreSQL did not start in %s; %s says: %s"
              .formatted(
                  directory.root(),
                  startLog,
                  Files.exists(startLog)
                      ? lastLine(Files.readString(startLog))
                      : lastLine(answer.output())));
    } catch (IOException failure) {
      throw new CommandFailed(
          "PostgreSQL cannot be started in %s (%s); check the folder's owner and the disk's free space."
              .formatted(directory.root(), failure.getMessage()),
          failure);
    }
  }

  private static boolean passes(Path startLog) throws IOException {
    if (!Files.exists(startLog)) {
      return false;
    }
    String log = Files.readString(startLog, StandardCharsets.UTF_8);
    return Stream.of("still in use", "Address already in use", "Is another postmaster", "is empty")
        .anyMatch(log::contains);
  }

  /** Whether somebody began to stop the server and was killed, so that it may stop any moment. */
  boolean stopping() {
    return Files.exists(mark());
  }

  /** Stops the server: what is being written is finished, what is not committed is undone. */
  void stop(Programs programs) {
    try {
      Files.writeString(mark(), "");
      programs.run(
          "pg_ctl",
          List.of(
              "stop",
              "--pgdata=" + directory.cluster(),
              "--mode=fast",
              "--wait",
              "--timeout=" + SECONDS_TO_STOP,
              "--silent"));
      Files.deleteIfExists(mark());
    } catch (IOException failure) {
      throw new CommandFailed(
          "The PostgreSQL in %s cannot be stopped (%s); check the folder's owner and the disk's free space."
              .formatted(directory.root(), failure.getMessage()),
          failure);
    }
  }

  private Path mark() {
    return directory.locks().resolve("stopping");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  private static void pause(long milliseconds) {
    try {
      TimeUnit.MILLISECONDS.sleep(milliseconds);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("The command was interrupted while it waited for PostgreSQL.");
    }
  }

  private static String lastLine(String output) {
    return Stream.of(output.split("\n")).filter(line -> !line.isBlank()).reduce("", (a, b) -> b);
  }
}
