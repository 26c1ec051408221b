package io.surety.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.surety.terminal.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real server in a folder of its own, unpacked, made, started, killed and stopped. */
class EmbeddedServerIT {

  @TempDir static Path together;

  @TempDir Path folder;

  /** The programs are unpacked once for all tests. */
  @BeforeEach
  void shareThePrograms() throws IOException {
    Files.createDirectories(together.resolve("programs"));
    Files.createSymbolicLink(directory().programs(), together.resolve("programs"));
  }

  private DataDirectory directory() {
    return DataDirectory.prepare(folder.resolve("data"));
  }

  @Test
  void keepsWhatWasWrittenAndLetsNobodyInWithoutPassword() throws Exception {
    try (EmbeddedServer server = EmbeddedServer.open(directory())) {
      assertThat(server.joined()).isFalse();
      execute(server, "CREATE TABLE kept (value INT)");
      execute(server, "INSERT INTO kept VALUES (42)");

      assertThat(show(server, "fsync")).isEqualTo("on");
      assertThat(show(server, "synchronous_commit")).isEqualTo("on");
      assertThat(show(server, "full_page_writes")).isEqualTo("on");
      assertThat(show(server, "listen_addresses")).isEqualTo("127.0.0.1");
      for (Login login : Login.values()) {
        assertThatExceptionOfType(SQLException.class)
            .isThrownBy(() ->
                DriverManager.getConnection(server.jdbcUrl(), login.role(), "guessed").close())
            .withMessageContaining("password authentication failed");
      }
    }
    assertThat(Postmaster.find(directory().cluster())).isEmpty();

    try (EmbeddedServer again = EmbeddedServer.open(directory())) {
      assertThat(query(again, "SELECT value FROM kept")).isEqualTo("42");
    }
  }

  @Test
  void hidesItsFilesFromOthers() throws Exception {
    try (EmbeddedServer server = EmbeddedServer.open(directory())) {
      assertThat(permissions(directory().root())).isEqualTo("rwx------");
      assertThat(permissions(directory().cluster())).isEqualTo("rwx------");
      for (Login login : Login.values()) {
        assertThat(permissions(new Secrets(directory().secrets()).file(login)))
            .isEqualTo("rw-------");
        assertThat(server.password(login)).hasSizeGreaterThan(40);
      }
    }
  }

  @Test
  void adoptsTheServerOfAProcessThatWasKilledAndRestartsOneThatWasKilledItself() throws Exception {
    try (EmbeddedServer server = EmbeddedServer.open(directory())) {
      execute(server, "CREATE TABLE kept (value INT)");
    }
    // As a killed process leaves it: started, with nobody who holds the lock of use.
    Secrets secrets = new Secrets(directory().secrets());
    Postmaster orphan = new Cluster(directory(), secrets).start(Programs.unpack(directory()));
    try (EmbeddedServer server = EmbeddedServer.open(directory())) {
      assertThat(server.joined()).isTrue();
      execute(server, "INSERT INTO kept VALUES (1)");

      ProcessHandle postmaster = ProcessHandle.of(orphan.pid()).orElseThrow();
      postmaster.destroyForcibly();
      postmaster.onExit().get(10, TimeUnit.SECONDS);
    }
    try (EmbeddedServer server = EmbeddedServer.open(directory())) {
      assertThat(server.joined()).isFalse();
      assertThat(query(server, "SELECT count(*) FROM kept")).isEqualTo("1");
    }
    assertThat(Postmaster.find(directory().cluster())).isEmpty();
  }

  @Test
  void takesTheServerThatAKilledProcessWasAboutToStart() throws Exception {
    EmbeddedServer.open(directory()).close();
    Programs programs = Programs.unpack(directory());
    Cluster cluster = new Cluster(directory(), new Secrets(directory().secrets()));
    for (int round = 0; round < 6; round++) {
      try (ExecutorService orphan = Executors.newVirtualThreadPerTaskExecutor()) {
        orphan.execute(() ->
            programs.run(
                "pg_ctl",
                List.of(
                    "start",
                    "--pgdata=" + directory().cluster(),
                    "--log=" + folder.resolve("orphan.log"),
                    "--silent")));
        LockSupport.parkNanos(Duration.ofMillis(4L * round).toNanos());

        Postmaster taken = cluster.start(programs);
        assertThat(Postmaster.find(directory().cluster())).contains(taken);
      }
      try (EmbeddedServer server = EmbeddedServer.open(directory())) {
        assertThat(query(server, "SELECT 1")).isEqualTo("1");
      }
      assertThat(Postmaster.find(directory().cluster())).isEmpty();
    }
  }

  @Test
  void finishesTheStopThatAKilledProcessHadBegun() throws Exception {
    EmbeddedServer.open(directory()).close();
    Secrets secrets = new Secrets(directory().secrets());
    Postmaster stopping = new Cluster(directory(), secrets).start(Programs.unpack(directory()));
    Files.writeString(directory().locks().resolve("stopping"), "");

    try (EmbeddedServer server = EmbeddedServer.open(directory())) {
      assertThat(server.joined()).isFalse();
      assertThat(Postmaster.find(directory().cluster()).orElseThrow().pid())
          .isNotEqualTo(stopping.pid());
      assertThat(query(server, "SELECT 1")).isEqualTo("1");
    }
    Secrets again = new Secrets(directory().secrets());
    assertThat(new Cluster(directory(), again).stopping()).isFalse();
  }

  @Test
  void startsAfterACrashThatLeftAnEmptyFileOfTheServer() throws Exception {
    EmbeddedServer.open(directory()).close();
    Path file = Files.createFile(directory().cluster().resolve("postmaster.pid"));
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));

    try (EmbeddedServer server = EmbeddedServer.open(directory())) {
      assertThat(query(server, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void startsBesideAnotherProcessThatHasTheNumberOfAServerLongGone() throws Exception {
    EmbeddedServer.open(directory()).close();
    Files.writeString(
        directory().cluster().resolve("postmaster.pid"),
        ProcessHandle.current().pid() + "\n" + directory().cluster() + "\n1\n1\n\n*\n1 1\nready\n");

    try (EmbeddedServer server = EmbeddedServer.open(directory())) {
      assertThat(query(server, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void goesNoFurtherWhenSomebodyTurnedSafetyOff() throws Exception {
    try (EmbeddedServer server = EmbeddedServer.open(directory())) {
      execute(server, "ALTER SYSTEM SET fsync = off");
    }

    assertThatExceptionOfType(CommandFailed.class)
        .isThrownBy(() -> EmbeddedServer.open(directory()).close())
        .withMessageContaining("fsync = 'off'")
        .withMessageContaining("ALTER SYSTEM RESET fsync");
    assertThat(Postmaster.find(directory().cluster())).isEmpty();
  }

  @Test
  void refusesTheClusterOfAnotherMajorVersion() throws Exception {
    Files.createDirectories(directory().cluster());
    Files.writeString(directory().cluster().resolve("PG_VERSION"), "17\n");

    assertThatExceptionOfType(CommandFailed.class)
        .isThrownBy(() -> EmbeddedServer.open(directory()).close())
        .withMessageContaining("made by PostgreSQL 17")
        .withMessageContaining("pg_dump");
  }

  @Test
  void refusesAFolderWithOtherThingsInIt() throws Exception {
    Path thesis = Files.createDirectory(folder.resolve("mine"));
    Files.writeString(thesis.resolve("thesis.txt"), "mine");

    assertThatExceptionOfType(CommandFailed.class)
        .isThrownBy(() -> DataDirectory.prepare(thesis))
        .withMessageContaining("--data-dir");
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static void execute(EmbeddedServer server, String sql) throws SQLException {
    try (Connection connection = server.as(Login.OWNER).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String show(EmbeddedServer server, String setting) throws SQLException {
    return query(server, "SHOW " + setting);
  }

  private static String query(EmbeddedServer server, String sql) throws SQLException {
    try (Connection connection = server.as(Login.OWNER).getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
