package io.surety.delivery;

import io.surety.delivery.pipeline.Pipeline;
import io.surety.delivery.pipeline.UnreadablePipeline;
import io.surety.delivery.rehearsal.Answers;
import io.surety.delivery.rehearsal.Rehearsal;
import io.surety.delivery.rehearsal.SuretyProcess;
import io.surety.terminal.CommandFailed;
import io.surety.terminal.ExitCode;
import io.surety.terminal.Session;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The whole pipeline on one machine. */
@Command(
    name = "rehearse",
    description = "Runs the pipeline on this machine, with Docker Compose instead of Azure.",
    footer = {
      "",
      "Stages, jobs and steps are read from azure-pipelines.yml. Afterwards a bad model has to be",
      "refused, and the deployment is rolled back. At the end stands what took how long."
    })
final class RehearseCommand implements Callable<Integer> {

  private final Session session;

  @Option(
      names = "--from",
      paramLabel = "STAGE",
      description =
          "Begins with this stage of the file, such as Images; what came before is taken from the last rehearsal.")
  private @Nullable String from;

  @Option(
      names = "--answer-approval",
      paramLabel = "NAME",
      description =
          "Who approves, instead of being asked; may be repeated, and the last one answers the rest.")
  private List<String> approvers = List.of();

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  RehearseCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Path home = session.home();
    try {
      new Rehearsal(
              home,
              new SuretyProcess(home),
              new Answers(approvers, session.input(), session.console()),
              System.getProperty("user.name", "unknown"),
              session.console(),
              session.clock(),
              ZoneId.systemDefault())
          .run(Pipeline.read(home.resolve("azure-pipelines.yml")), Optional.ofNullable(from));
    } catch (UnreadablePipeline refused) {
      throw new CommandFailed(String.valueOf(refused.getMessage()), refused);
    }
    session
        .console()
        .say(
            "What was deployed runs on: 127.0.0.1:18080 (dev), 28080 (test), 38080 (prod). To take one away: docker compose --project-name surety-dev down --volumes");
    return ExitCode.DONE.number();
  }
}
