package io.surety.delivery;

import io.surety.delivery.aks.AksDestination;
import io.surety.delivery.approval.Approvals;
import io.surety.delivery.approval.AzureApprovals;
import io.surety.delivery.approval.AzureDevOps;
import io.surety.delivery.approval.TypedApproval;
import io.surety.delivery.compose.ComposeDesks;
import io.surety.delivery.compose.ComposeDestination;
import io.surety.delivery.compose.ComposeStack;
import io.surety.delivery.freight.Freight;
import io.surety.delivery.stages.Destination;
import io.surety.delivery.stages.Environment;
import io.surety.delivery.stages.Everywhere;
import io.surety.delivery.stages.Shipping;
import io.surety.delivery.stages.StageName;
import io.surety.delivery.tools.PinnedTools;
import io.surety.delivery.tools.PrintedLines;
import io.surety.delivery.tools.Programs;
import io.surety.delivery.tools.Toolbox;
import io.surety.terminal.CommandFailed;
import io.surety.terminal.ExitCode;
import io.surety.terminal.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One stage of the pipeline, as the pipeline runs it. */
@Command(
    name = "ship",
    description = "Does one stage of the pipeline: what azure-pipelines.yml runs, typed by hand.")
final class ShipCommand implements Callable<Integer> {

  /** Where a delivery goes. */
  enum Target {
    AKS,
    COMPOSE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The stages, for completion and help. */
  static final class Stages extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Stages() {
      super(StageName.all());
    }
  }

  private final Session session;

  @Parameters(
      paramLabel = "STAGE",
      completionCandidates = Stages.class,
      description = "One of those below.")
  private String stage = "";

  @Option(names = "--target", required = true, description = "Where to: ${COMPLETION-CANDIDATES}.")
  private Target target = Target.AKS;

  @Option(names = "--environment", description = "Which one: ${COMPLETION-CANDIDATES}.")
  private @Nullable Environment environment;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "For the stage train: replaces a value of the spec; may be repeated.")
  private List<String> settings = List.of();

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description =
          "For the stage approve of compose: who approves. A pipeline reads it from the approval.")
  private @Nullable String by;

  @Option(names = "--dry-run", description = "Prints the command lines instead of running them.")
  private boolean dryRun;

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  ShipCommand(Session session) {
    this.session = session;
  }

  /** The stages are listed as they are. */
  @Spec
  void describe(CommandSpec spec) {
    spec.usageMessage()
        .footer(
            "",
            "Stages, each of which leaves what the next one takes in target/ship:",
            StageName.list(),
            "",
            "  ./surety ship images --target compose",
            "  ./surety ship deploy --target aks --environment dev --dry-run");
  }

  @Override
  public Integer call() {
    StageName named =
        StageName.find(stage)
            .orElseThrow(() ->
                new CommandFailed(
                    ExitCode.WRONG_USAGE,
                    "There is no stage '%s'; the stages are %s."
                        .formatted(stage, String.join(", ", StageName.all()))));
    if (by != null && target == Target.AKS) {
      throw new CommandFailed(
          ExitCode.WRONG_USAGE,
          "Who approved is read from the approval in Azure DevOps; --by is for --target compose.");
    }
    shipping().ship(named, Optional.ofNullable(environment));
    return ExitCode.DONE.number();
  }

  private Shipping shipping() {
    Path home = session.home();
    Path work = home.resolve("target");
    Toolbox toolbox =
        dryRun
            ? new PrintedLines(session.console())
            : new Programs(home, work.resolve("tools"), session.console());
    Freight freight =
        dryRun ? Freight.lookedAt(work.resolve("ship")) : new Freight(work.resolve("ship"));
    Destination destination =
        switch (target) {
          case AKS -> aks(toolbox, freight, home, work);
          case COMPOSE -> compose(toolbox, freight);
        };
    return new Shipping(destination, new Everywhere(toolbox, freight, home, session.console()));
  }

  private Destination aks(Toolbox toolbox, Freight freight, Path home, Path work) {
    return new AksDestination(
        toolbox,
        freight,
        home,
        work,
        new PinnedTools(work.resolve("tools")),
        session.environment(),
        dryRun ? supposedApproval(freight) : () -> azureApprovals().read(),
        settings,
        dryRun ? time -> {} : ShipCommand::pause);
  }

  private Approvals azureApprovals() {
    Map<String, String> run = session.environment();
    return new AzureApprovals(
        AzureDevOps.ofRun(run),
        AzureDevOps.require(run, "BUILD_BUILDID"),
        AzureDevOps.require(run, "SYSTEM_STAGENAME"));
  }

  private Destination compose(Toolbox toolbox, Freight freight) {
    String starter = System.getProperty("user.name", "unknown");
    Optional<String> typed = Optional.ofNullable(by);
    return new ComposeDestination(
        toolbox,
        freight,
        session.environment(),
        new ComposeStack(toolbox),
        new ComposeDesks(toolbox, freight),
        dryRun && typed.isEmpty()
            ? supposedApproval(freight)
            : new TypedApproval(freight, typed, starter),
        starter,
        settings);
  }

  private static Approvals supposedApproval(Freight freight) {
    return new TypedApproval(freight, Optional.of("NAME"), "ANOTHER");
  }

  private static void pause(Duration time) {
    long until = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
