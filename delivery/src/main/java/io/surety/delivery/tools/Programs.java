package io.surety.delivery.tools;

import io.surety.terminal.CommandFailed;
import io.surety.terminal.Console;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs programs of this machine in Surety's folder. What {@code ship tools} fetched comes before
 * what lies on the PATH.
 */
public final class Programs implements Toolbox {

  private final Path home;
  private final Path fetched;
  private final Console console;

  /**
   * The programs of this machine.
   *
   * @param home where lines run
   * @param fetched the folder of tools that were fetched; need not be there
   */
  public Programs(Path home, Path fetched, Console console) {
    this.home = home;
    this.fetched = fetched;
    this.console = console;
  }

  @Override
  public void run(Line line) {
    console.say("$ " + line);
    Process process = start(line, builder(line).inheritIO());
    require(line, end(line, process));
  }

  @Override
  public String ask(Line line) {
    Process process = start(line, builder(line));
    String output = read(line, process);
    require(line, end(line, process));
    return output.strip();
  }

  @Override
  public Answer watch(Line line) {
    console.say("$ " + line);
    Process process = start(line, builder(line));
    StringBuilder output = new StringBuilder();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      reader
          .lines()
          .forEach(said -> {
            console.print(said);
            output.append(said).append('\n');
          });
    } catch (IOException | UncheckedIOException failure) {
      throw unreadable(line, failure);
    }
    return new Answer(end(line, process), output.toString().strip());
  }

  @Override
  public void save(Line line, Path file) {
    console.say("$ " + line + " > " + file);
    Process process = start(line, builder(line).redirectOutput(file.toFile()));
    require(line, end(line, process));
  }

  @Override
  public void feed(Line line, String text) {
    console.say("$ " + line);
    Process process =
        start(line, builder(line).inheritIO().redirectInput(ProcessBuilder.Redirect.PIPE));
    try (Writer input = process.outputWriter(StandardCharsets.UTF_8)) {
      input.write(text);
    } catch (IOException endedBefore) {
      // Why it did not read to the end is what it says, and its exit code.
      require(line, Math.max(1, end(line, process)));
    }
    require(line, end(line, process));
  }

  @Override
  public boolean onlyPrints() {
    return false;
  }

  private ProcessBuilder builder(Line line) {
    List<String> command = new ArrayList<>(program(line.tool()));
    command.addAll(line.arguments());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(line.environment());
    return builder;
  }

  private List<String> program(Tool tool) {
    if (tool == Tool.SURETY) {
      return List.of(home.resolve("surety").toString());
    }
    if (tool == Tool.COMPOSE && !onPath(tool.program())) {
      return List.of(Tool.DOCKER.program(), "compose");
    }
    Path own = fetched.resolve(tool.program());
    return List.of(Files.isExecutable(own) ? own.toString() : tool.program());
  }

  private static boolean onPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static Process start(Line line, ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException missing) {
      throw new CommandFailed(
          "The program %s is needed and cannot be started here: %s."
              .formatted(line.tool().program(), line.tool().source()),
          missing);
    }
  }

  private static String read(Line line, Process process) {
    try {
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw unreadable(line, failure);
    }
  }

  private static int end(Line line, Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException interrupted) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new CommandFailed("Interrupted while this ran: " + line, interrupted);
    }
  }

  private static void require(Line line, int exit) {
    if (exit != 0) {
      throw new CommandFailed(
          "This line ended with exit code %d; what it said above tells why: %s"
              .formatted(exit, line));
    }
  }

  private static CommandFailed unreadable(Line line, Exception failure) {
    return new CommandFailed(
        "What this line says cannot be read (%s): %s".formatted(failure.getMessage(), line),
        failure);
  }
}
