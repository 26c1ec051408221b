package io.surety.terminal;

import io.surety.outcomes.LoanOutcomes;
import io.surety.runs.Begun;
import io.surety.runs.Run;
import io.surety.runs.RunPlan;
import io.surety.runs.RunRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The work of a night, from new loans to a candidate. */
@Command(
    name = "cycle",
    description =
        "Does the work of a night: ingest what is new, outcomes, consistency, health, train,"
            + " retention.",
    footer = {
      "",
      "A cycle has a key and happens once. Started again while it runs, or when it is done, nothing is",
      "done; after it failed or broke off, it goes on with the steps that are not done. A step that",
      "fails stops no other. Nothing is trained when no loan is new. At the end stands what a person",
      "has to decide.",
      "",
      "Exit codes: 0 done, 1 a step failed, 3 done, and a gate was not passed, a rule of a breaker is",
      "broken, or a feature differs.",
      "",
      "  ./surety cycle --inbox inbox",
      "  ./surety schedule '15 2 * * *' -- cycle --inbox inbox"
    })
final class CycleCommand implements Callable<Integer> {

  private final Session session;

  @Option(
      names = "--inbox",
      paramLabel = "DIR",
      description =
          "Takes every .csv and .csv.gz file of a folder; what was loaded before changes nothing."
              + " Without it nothing is loaded.")
  private @Nullable Path inbox;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "Names the cycle, which happens once. Default: 'cycle' and the day, in UTC.")
  private @Nullable String key;

  @Option(
      names = "--skip",
      paramLabel = "STEP",
      split = ",",
      description = "Leaves steps out: ${COMPLETION-CANDIDATES}; may be repeated.")
  private List<CycleStep> skipped = List.of();

  @Mixin private SpecOptions spec = new SpecOptions();

  @Option(
      names = "--within",
      paramLabel = "DAYS",
      defaultValue = "P30D",
      converter = OutcomesCommand.DaysConverter.class,
      description = "How long before a loan a prediction may have been made for it. Default: P30D.")
  private Duration within = Duration.ofDays(30);

  @Option(
      names = "--max-bad-share",
      paramLabel = "SHARE",
      defaultValue = "0.01",
      description = "The share of bad rows, 0 to 1, above which a file is refused. Default: 0.01.")
  private double maxBadShare;

  @Mixin private ProposerOptions proposer = new ProposerOptions();

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  CycleCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    CycleWork.Wish wish = wish();
    Set<CycleStep> left = left();
    String named = key();
    try (OpenDatabase open = database.open(session)) {
      Recorder recorder = Recorder.of(open, session);
      RunPlan plan =
          recorder
              .plan(Cycle.KIND, wish.spec().name())
              .withKey(named)
              .withParameters(parameters(wish, left));
      return switch (recorder.log().begin(plan)) {
        case Begun.Started(Run run) -> run(open, recorder, run, named, wish, left);
        case Begun.Underway(RunRecord other) ->
            nothing(
                "Run %d is at '%s' since %s, so there is nothing to do here."
                    .formatted(other.id(), named, Moments.minute(other.started())));
        case Begun.AlreadyDone(RunRecord other) ->
            nothing(
                "Run %d did '%s' already, so nothing was done: %s"
                    .formatted(other.id(), named, other.message()));
      };
    }
  }

  private int run(
      OpenDatabase open,
      Recorder recorder,
      Run run,
      String named,
      CycleWork.Wish wish,
      Set<CycleStep> left) {
    Console console = session.console();
    console.print("Key     " + named + (run.attempt() > 1 ? ", again" : ""));
    Cycle cycle = new Cycle(recorder, new CycleWork(open, session, wish), console, left);
    Cycle.Results results =
        recorder.carryOut(
            run,
            going -> {
              Cycle.Results came = cycle.run(going, named);
              return new Recorder.Outcome<>(came, came.well(), came.words());
            });
    List<String> waiting = ToDecide.lines(open.as(Purpose.TRAINING), database.repeated());
    console.print("");
    waiting.forEach(line -> console.print("Decide  " + line));
    if (waiting.isEmpty()) {
      console.print("Decide  nothing waits for a person.");
    }
    console.say(results.words());
    if (!results.well()) {
      console.say("Start the same cycle again when the cause is mended; what is done stays done.");
      return ExitCode.FAILED.number();
    }
    return (results.found() ? ExitCode.GATE_NOT_PASSED : ExitCode.DONE).number();
  }

  private int nothing(String sentence) {
    session.console().say(sentence);
    return ExitCode.DONE.number();
  }

  private CycleWork.Wish wish() {
    if (!(maxBadShare >= 0 && maxBadShare <= 1)) {
      throw new CommandFailed(
          ExitCode.WRONG_USAGE, "--max-bad-share lies between 0 and 1, such as 0.01 for 1 %.");
    }
    if (!LoanOutcomes.isWholeDays(within)) {
      throw new CommandFailed(ExitCode.WRONG_USAGE, "--within is a number of days such as P30D.");
    }
    return new CycleWork.Wish(
        Optional.ofNullable(inbox), maxBadShare, within, spec.read(session), proposer.name());
  }

  private Set<CycleStep> left() {
    Set<CycleStep> left = EnumSet.noneOf(CycleStep.class);
    left.addAll(skipped);
    if (left.size() == CycleStep.values().length) {
      throw new CommandFailed(ExitCode.WRONG_USAGE, "With every step skipped nothing is left.");
    }
    return left;
  }

  private String key() {
    String given = key;
    if (given == null) {
      return "cycle " + LocalDate.ofInstant(session.clock().instant(), ZoneOffset.UTC);
    }
    try {
      return RunPlan.requireKey(given);
    } catch (IllegalArgumentException refused) {
      throw new CommandFailed(ExitCode.WRONG_USAGE, String.valueOf(refused.getMessage()));
    }
  }

  private static Map<String, String> parameters(CycleWork.Wish wish, Set<CycleStep> left) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("model", wish.spec().name());
    wish.inbox().ifPresent(folder -> parameters.put("inbox", folder.toString()));
    parameters.put("within", wish.within().toString());
    if (!left.isEmpty()) {
      parameters.put("skip", left.stream().map(CycleStep::typed).collect(Collectors.joining(",")));
    }
    return parameters;
  }
}
