package io.surety.terminal;

import io.surety.runs.RunLog;
import io.surety.runs.RunRecord;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one run whole. */
@Command(name = "show", description = "Shows a run: what went in, and what came of it.")
final class ShowRunCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(
      paramLabel = "ID",
      description = "The number of the run, as './surety runs' lists it.")
  private int id;

  @Option(names = "--json", description = "Prints JSON for programs.")
  private boolean json;

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  ShowRunCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    try (OpenDatabase open = database.open(session)) {
      RunRecord run =
          new RunLog(open.as(Purpose.DECIDING))
              .find(id)
              .orElseThrow(() ->
                  new CommandFailed(
                      "There is no run %d; './surety runs' lists the newest.".formatted(id)));
      if (json) {
        session.console().print(RunLines.json(run).toPrettyString());
      } else {
        RunLines.print(run, session.console(), session.clock().instant());
      }
    }
    return ExitCode.DONE.number();
  }
}
