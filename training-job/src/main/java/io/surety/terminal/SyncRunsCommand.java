package io.surety.terminal;

import io.surety.runs.RunLog;
import io.surety.runs.mlflow.MlflowLog;
import io.surety.runs.mlflow.MlflowServer;
import io.surety.runs.mlflow.UnusableMlflow;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings MLflow up to date. */
@Command(
    name = "sync",
    description = "Logs to MLflow what it did not take while it was away.",
    footer = {
      "",
      "MLFLOW_TRACKING_URI names the server. Each run that was begun with that variable is there",
      "once, however often and by how many this is run."
    })
final class SyncRunsCommand implements Callable<Integer> {

  private final Session session;

  @Option(
      names = "--within",
      paramLabel = "TIME",
      defaultValue = "2m",
      converter = TimeSpans.Converter.class,
      description = "How long to go on at most, such as 30s or 10m. Default: ${DEFAULT-VALUE}.")
  private Duration within = Duration.ofMinutes(2);

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  SyncRunsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    MlflowServer server = server();
    try (OpenDatabase open = database.open(session);
        Activity step = session.console().step("MLflow")) {
      MlflowLog.Outcome outcome =
          new MlflowLog(new RunLog(open.as(Purpose.TRAINING)), server).catchUp(within);
      outcome
          .problem()
          .ifPresent(problem -> {
            throw new CommandFailed(
                "%s %s logged, %d still to be; try again when it is mended."
                    .formatted(problem, Console.count(outcome.logged(), "run"), outcome.left()));
          });
      step.done("%s logged to %s".formatted(Console.count(outcome.logged(), "run"), server));
    }
    return ExitCode.DONE.number();
  }

  private MlflowServer server() {
    try {
      return MlflowServer.of(session.environment())
          .orElseThrow(() ->
              new CommandFailed(
                  ExitCode.WRONG_USAGE,
                  "MLFLOW_TRACKING_URI names no server; set it to the address of one, such as http://mlflow:5000."));
    } catch (UnusableMlflow unusable) {
      throw new CommandFailed(ExitCode.WRONG_USAGE, String.valueOf(unusable.getMessage()));
    }
  }
}
