package io.surety.benchmarks.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.benchmarks.process.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark as a person meets it, from the jar that {@code ./surety bench} runs. */
class ServeIT {

  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Path HOME = home();

  @TempDir Path folder;

  @Test
  void loadsEverythingThatIsThereAndComparesItWithWhatWasAsked() throws Exception {
    Process bench = start("serve", "--quick");
    try {
      assertThat(bench.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();

      assertThat(bench.exitValue()).as(said()).isZero();
      assertThat(said())
          .contains("Asked and seen")
          .contains("Closed loop, 32 connections")
          .contains("Open loop at half")
          .contains("the bare statement of GET /features/{id}")
          .contains("the report keeps the result it had");
      assertThat(temporaryFolders()).isEmpty();
    } finally {
      bench.destroyForcibly();
    }
  }

  @Test
  void leavesNothingBehindWhenItIsInterrupted() throws Exception {
    Process bench = start("serve", "--quick", "--target", "echo");
    try {
      await(bench, "all answer");
      List<ProcessHandle> children = bench.descendants().toList();
      assertThat(children).hasSizeGreaterThanOrEqualTo(2);

      new ProcessBuilder("kill", "-INT", Long.toString(bench.pid())).start().waitFor();

      assertThat(bench.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(children).as(said()).noneMatch(ProcessHandle::isAlive);
      assertThat(temporaryFolders()).isEmpty();
    } finally {
      bench.destroyForcibly();
    }
  }

  @Test
  void refusesATargetThatIsNotThereBeforeAnythingStarts() throws Exception {
    Process bench = start("serve", "--target", "score,scores");
    try {
      assertThat(bench.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();

      assertThat(bench.exitValue()).isEqualTo(2);
      assertThat(said()).contains("There is no target 'scores'; there are echo, ");
      assertThat(said()).doesNotContain("Simulating");
    } finally {
      bench.destroyForcibly();
    }
  }

  private Process start(String... arguments) throws IOException {
    List<String> java =
        List.of(
            ChildJvm.java(),
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Djava.io.tmpdir=" + folder,
            "-Dot.epg.working-dir=" + Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg"),
            "-Dsurety.home=" + HOME,
            "-jar",
            HOME.resolve("benchmarks/target/benchmarks.jar").toString());
    return new ProcessBuilder(Stream.concat(java.stream(), Stream.of(arguments)).toList())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("said").toFile())
        .start();
  }

  private String said() throws IOException {
    return Files.readString(folder.resolve("said"));
  }

  private void await(Process bench, String words) throws IOException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!said().contains(words)) {
      assertThat(bench.isAlive() && System.nanoTime() - end < 0).as(said()).isTrue();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  private List<Path> temporaryFolders() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("surety-bench-"))
          .toList();
    }
  }

  private static Path home() {
    return Stream.iterate(Path.of("").toAbsolutePath(), each -> each != null, Path::getParent)
        .filter(each -> Files.exists(each.resolve("mvnw")))
        .findFirst()
        .orElseThrow();
  }
}
