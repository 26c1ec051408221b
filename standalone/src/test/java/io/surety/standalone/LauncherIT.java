package io.surety.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code surety} and the classes that it keeps for the next start. */
class LauncherIT {

  private static final Duration MAKING = Duration.ofMinutes(30);
  private static final List<String> COMMAND = List.of("models", "--help");

  @TempDir Path folder;

  @Test
  void saysTheSameWithoutACacheWithOneWithABrokenOneAndWithAStaleOne() throws Exception {
    Path home = installation();

    String without = run(home);
    Path cache = awaitCache(home);
    assertThat(without).contains("Usage: surety models");

    assertThat(run(home, "-XX:AOTMode=on")).as("a cache that is required").isEqualTo(without);

    Path jar = home.resolve("standalone/target/surety.jar");
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(60)));
    assertThat(run(home)).as("a cache of other jars").isEqualTo(without);

    Files.write(cache, "This is no cache.".getBytes(StandardCharsets.UTF_8));
    assertThat(run(home)).as("a broken cache").isEqualTo(without);

    Files.write(cache, new byte[0]);
    assertThat(run(home)).as("a cache that could not be made").isEqualTo(without);
    assertThat(cache).isEmptyFile();
  }

  @Test
  void hasATokenSignedWhereComposeKeepsTheKeyAndNeedsNoJavaForThat() throws Exception {
    Path home = Files.createDirectory(folder.resolve("a clone"));
    Path script = Files.copy(repository().resolve("surety"), home.resolve("surety"));
    Path compose = Files.createDirectory(folder.resolve("bin")).resolve("docker-compose");
    Files.writeString(compose, "#!/bin/sh\necho \"in $PWD: $*\"\n");
    Files.setPosixFilePermissions(compose, PosixFilePermissions.fromString("rwx------"));
    ProcessBuilder builder =
        new ProcessBuilder("sh", script.toString(), "token", "--scope", "score", "--for", "2h");
    builder.environment().clear();
    builder.environment().put("PATH", compose.getParent() + ":/usr/bin:/bin");
    Process process = builder.redirectErrorStream(true).start();
    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("in %s: run --rm -T token token --scope score --for 2h\n".formatted(home));
    assertThat(process.waitFor()).isZero();
  }

  private static Path repository() {
    Path top = Path.of("").toAbsolutePath();
    while (!Files.exists(top.resolve("mvnw"))) {
      top = top.getParent();
    }
    return top;
  }

  /** The script, and the program as it was built, in a folder of their own with a space in it. */
  private Path installation() throws IOException {
    Path built = repository();
    Path home = folder.resolve("a home");
    Path target = Files.createDirectories(home.resolve("standalone/target"));
    Files.copy(built.resolve("surety"), home.resolve("surety"));
    Files.copy(built.resolve("standalone/target/surety.jar"), target.resolve("surety.jar"));
    Files.createFile(target.resolve("surety.built"));
    Path lib = Files.createDirectory(target.resolve("lib"));
    try (Stream<Path> jars = Files.list(built.resolve("standalone/target/lib"))) {
      for (Path jar : jars.toList()) {
        Files.createLink(lib.resolve(jar.getFileName()), jar);
      }
    } catch (UnsupportedOperationException | FileSystemException otherDisk) {
      Files.delete(lib);
      Files.createSymbolicLink(lib, built.resolve("standalone/target/lib"));
    }
    return home;
  }

  private static String run(Path home, String... options) throws Exception {
    Stream<String> command =
        Stream.concat(Stream.of("sh", home.resolve("surety").toString()), COMMAND.stream());
    ProcessBuilder builder = new ProcessBuilder(command.toList()).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("SURETY_JAVA_OPTIONS", String.join(" ", options));
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  /** It is made at the lowest priority, so it takes as long as whoever makes it lives. */
  private static Path awaitCache(Path home) throws IOException {
    Path target = home.resolve("standalone/target");
    long end = System.nanoTime() + MAKING.toNanos();
    while (System.nanoTime() - end < 0) {
      boolean beingMade = somebodyWorksIn(home);
      List<Path> caches = cachesIn(target);
      if (caches.size() == 1 && caches.getFirst().toString().endsWith(".aot")) {
        assertThat(caches.getFirst()).isNotEmptyFile();
        return caches.getFirst();
      }
      assertThat(beingMade)
          .as("whoever makes the cache lives until it is there, but there is %s", caches)
          .isTrue();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    }
    throw new AssertionError("No cache was made in " + target + " within " + MAKING);
  }

  private static List<Path> cachesIn(Path target) throws IOException {
    try (Stream<Path> files = Files.list(target)) {
      return files.filter(file -> file.getFileName().toString().contains(".aot")).toList();
    }
  }

  /** The script and the JVM that it starts, both of which name this folder. */
  private static boolean somebodyWorksIn(Path home) throws IOException {
    String name = home.toRealPath().toString();
    return ProcessHandle.allProcesses()
        .anyMatch(process -> process.info().commandLine().orElse("").contains(name));
  }
}
