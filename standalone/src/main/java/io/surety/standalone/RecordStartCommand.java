package io.surety.standalone;

import io.surety.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Goes through what a start goes through, without a database and without a trace, so that the
 * launcher can keep the classes of it for the starts that count.
 */
@Command(
    name = "record-start",
    hidden = true,
    description = "Starts everything but the database, and ends: what the launcher learns from.")
final class RecordStartCommand implements Callable<Integer> {

  private final Supplier<CommandLine> program;

  /** Takes the command line as a person has it. */
  RecordStartCommand(Supplier<CommandLine> program) {
    this.program = program;
  }

  @Override
  public Integer call() throws IOException {
    Path folder = Files.createTempDirectory("surety-start-");
    try {
      ServiceLogs.into(DataDirectory.prepare(folder), new LogForm(Optional.empty(), false));
      for (String command : List.of("up", "models", "train")) {
        program.get().execute(command, "--help");
      }
      BriefStarts.run();
      return ExitCode.DONE.number();
    } finally {
      Programs.removeTree(folder);
    }
  }
}
