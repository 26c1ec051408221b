package io.surety.standalone;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A command of Surety in a process of its own, from the jar that {@code ./surety} runs. */
final class RunningCommand implements AutoCloseable {

  private static final Path HOME = home();

  private final Process process;
  private final List<String> lines = new ArrayList<>();
  private final Thread reader;

  private RunningCommand(Process process) {
    this.process = process;
    this.reader = Thread.ofPlatform().daemon().start(this::read);
  }

  static RunningCommand start(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dsurety.home=" + HOME,
                "-jar",
                HOME.resolve("standalone/target/surety.jar").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SURETY_LOG_FORMAT", "ecs");
    builder.environment().put("SURETY_LOG_LEVEL", "debug");
    return new RunningCommand(builder.start());
  }

  /** Runs a command to its end and returns what it said. */
  static Ended run(String... arguments) throws Exception {
    try (RunningCommand command = start(arguments)) {
      return command.end(Duration.ofMinutes(2));
    }
  }

  /** How a command ended. */
  record Ended(int exitCode, String output) {}

  private static Path home() {
    Path here = Path.of("").toAbsolutePath();
    return Stream.iterate(here, folder -> folder != null, Path::getParent)
        .filter(folder -> Files.exists(folder.resolve("mvnw")))
        .findFirst()
        .orElseThrow();
  }

  private void read() {
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        synchronized (lines) {
          lines.add(line);
          lines.notifyAll();
        }
      }
    } catch (IOException ended) {
      // A killed process closes its end wherever it was.
    } finally {
      synchronized (lines) {
        lines.notifyAll();
      }
    }
  }

  /** Waits until a line contains these words. */
  void awaitLine(String words, Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    synchronized (lines) {
      while (lines.stream().noneMatch(line -> line.contains(words))) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0 || !reader.isAlive()) {
          throw new AssertionError(
              "The command never said '%s', but:%n%s".formatted(words, String.join("\n", lines)));
        }
        lines.wait(Math.min(left, 1000));
      }
    }
  }

  /** What it said so far. */
  String output() {
    synchronized (lines) {
      return String.join("\n", lines);
    }
  }

  /** What Ctrl-C does. */
  void interrupt() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
  }

  void kill() {
    process.destroyForcibly();
  }

  /** Waits for the end, at most so long. */
  Ended end(Duration limit) throws InterruptedException {
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("The command did not end within " + limit + ":\n" + output());
    }
    reader.join();
    return new Ended(process.exitValue(), output());
  }

  /** True when it ended before the limit. */
  boolean endsWithin(Duration limit) throws InterruptedException {
    return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
