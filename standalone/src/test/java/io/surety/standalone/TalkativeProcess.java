package io.surety.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program of Surety in a process of its own that writes all it says to one file. */
final class TalkativeProcess implements AutoCloseable {

  private final Process process;
  private final Path said;

  private TalkativeProcess(Process process, Path said) {
    this.process = process;
    this.said = said;
  }

  /**
   * Starts a program from the jars that {@code ./surety} runs.
   *
   * @param hosts a file of names, which the process believes instead of asking for them
   */
  static TalkativeProcess start(
      Path said, Path hosts, Map<String, String> environment, String program, List<String> typed)
      throws IOException {
    Path home =
        Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
            .filter(folder -> Files.exists(folder.resolve("mvnw")))
            .findFirst()
            .orElseThrow();
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djdk.net.hosts.file=" + hosts,
                "-Dsurety.home=" + home,
                "-cp",
                home.resolve("standalone/target/surety.jar").toString(),
                program));
    command.addAll(typed);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(said.toFile()));
    builder.environment().putAll(environment);
    return new TalkativeProcess(builder.start(), said);
  }

  /** Waits for its end; what it said is what the file gained. */
  String end() throws IOException, InterruptedException {
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("The program did not end:\n" + said());
    }
    return said();
  }

  boolean running() {
    return process.isAlive();
  }

  String said() throws IOException {
    return Files.readString(said);
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
