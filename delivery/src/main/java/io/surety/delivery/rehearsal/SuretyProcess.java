package io.surety.delivery.rehearsal;

import io.surety.terminal.CommandFailed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Runs each line as a process of its own, as the pipeline does; it cannot read the terminal. */
public record SuretyProcess(Path home) implements LineRunner {

  @Override
  public int run(List<String> arguments) {
    List<String> command =
        Stream.concat(Stream.of(home.resolve("surety").toString()), arguments.stream()).toList();
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(home.toFile())
              .redirectOutput(ProcessBuilder.Redirect.INHERIT)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      process.getOutputStream().close();
      return process.waitFor();
    } catch (IOException failure) {
      throw new CommandFailed(
          "The line cannot be started (%s): %s"
              .formatted(failure.getMessage(), String.join(" ", command)),
          failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CommandFailed(
          "Interrupted while this ran: " + String.join(" ", command), interrupted);
    }
  }
}
