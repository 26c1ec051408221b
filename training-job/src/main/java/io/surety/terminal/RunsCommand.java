package io.surety.terminal;

import io.surety.runs.RunLog;
import io.surety.runs.RunRecord;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;

/** Lists the runs of jobs. */
@Command(
    name = "runs",
    description = "Lists the runs of jobs, the newest first.",
    footer = {
      "",
      "A run that is broken off has no process any more, and had not ended: what was begun with a",
      "key goes on where it stopped when it is begun again.",
      "",
      "  ./surety runs --kind train --limit 5",
      "  ./surety runs show 12"
    })
final class RunsCommand implements Callable<Integer> {

  private final Session session;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "Only runs of this kind, such as ingest, train, import or score-batch.")
  private @Nullable String kind;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many at most. Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Option(names = "--json", description = "Prints JSON for programs.")
  private boolean json;

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  private RunsCommand(Session session) {
    this.session = session;
  }

  /** The command with those below it. */
  static CommandLine line(Session session) {
    return new CommandLine(new RunsCommand(session))
        .addSubcommand(new ShowRunCommand(session))
        .addSubcommand(new SyncRunsCommand(session));
  }

  @Override
  public Integer call() {
    if (limit < 1) {
      throw new CommandFailed(
          ExitCode.WRONG_USAGE, "--limit is a number of runs from 1, such as 20.");
    }
    try (OpenDatabase open = database.open(session)) {
      List<RunRecord> runs =
          new RunLog(open.as(Purpose.DECIDING)).newest(Optional.ofNullable(kind), limit);
      if (json) {
        ArrayNode array = Evidence.JSON.createArrayNode();
        runs.forEach(run -> array.add(RunLines.json(run)));
        session.console().print(array.toPrettyString());
      } else if (runs.isEmpty()) {
        session
            .console()
            .print(
                kind == null
                    ? "No run has been recorded yet; './surety ingest' and './surety train' record theirs."
                    : "No run of the kind '%s' has been recorded; leave --kind out to see all."
                        .formatted(kind));
      } else {
        RunLines.table(runs, session.clock().instant()).print(session.console());
      }
    }
    return ExitCode.DONE.number();
  }
}
