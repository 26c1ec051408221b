package io.surety.terminal;

import io.surety.drill.DatabaseClock;
import io.surety.drill.Shift;
import io.surety.drill.Timeline;
import io.surety.drill.Traffic;
import io.surety.predictionlog.PostgresPredictions;
import io.surety.runs.Run;
import io.surety.smoke.Endpoint;
import io.surety.smoke.SmokeTest;
import io.surety.spec.ModelSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** A game day. */
@Command(
    name = "drill",
    description =
        "Drifts simulated traffic against a running system, and prints what follows: the breaker"
            + " opens, the fallback serves, a new version is trained, approved, tried, and serves.",
    footer = {
      "",
      "Only where all loans are simulated. First it says what it will change, and --dry-run ends",
      "there. It sends requests, adds newcomers' loans to the ledger and trains; the watch of the",
      "running system judges and switches; a person approves: --approve-as does so beforehand, and",
      "without it the drill waits until somebody has. One drill at a time. What does not come within",
      "--within ends it with exit code 1 and says what to look at, as do answers that fail.",
      "",
      "  ./surety up                                      # in another terminal",
      "  ./surety drill --approve-as \"Risk Officer\" --reason \"game day\"",
      "  ./surety drill --shift age=-1 --rate 400 --json"
    })
final class DrillCommand implements Callable<Integer> {

  private static final double MOST_REQUESTS = 5_000;

  private final Session session;

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://localhost:8080",
      description = "The prediction service. Default: ${DEFAULT-VALUE}.")
  private URI url = URI.create("http://localhost:8080");

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "A file with the token to send, read again twice a minute; - is standard input.")
  private @Nullable String tokenFile;

  @Option(
      names = "--shift",
      paramLabel = "INPUT=SD",
      converter = ShiftConverter.class,
      description =
          "By how many standard deviations the mean of an input moves with the newcomers; may be"
              + " repeated. Default: avg_amount_loans_previous=1, or -1 where nobody borrows more.")
  private List<Shift> shifts = List.of();

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "200",
      description = "Requests a second. Default: ${DEFAULT-VALUE}.")
  private double rate;

  @Option(
      names = "--within",
      paramLabel = "TIME",
      defaultValue = "10m",
      converter = TimeSpans.Converter.class,
      description = "The longest time to wait for one thing. Default: ${DEFAULT-VALUE}.")
  private Duration within = Duration.ofMinutes(10);

  @Option(
      names = "--approve-as",
      paramLabel = "NAME",
      description = "Approves and promotes the new version in your name.")
  private @Nullable String approveAs;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why you approve, for those who read it later.")
  private @Nullable String reason;

  @Option(names = "--override", description = "Approves although a gate was not passed.")
  private boolean override;

  @Option(
      names = "--spec",
      paramLabel = "FILE",
      description = "What is trained. Default: models/loan-risk.yaml of this Surety.")
  private @Nullable Path spec;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Replaces a value of the spec, such as learner.trees=200; may be repeated.")
  private List<String> overrides = List.of();

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Another seed gives other newcomers. Default: others with each drill.")
  private @Nullable Long seed;

  @Option(names = "--dry-run", description = "Says what it would change, and ends.")
  private boolean dryRun;

  @Option(names = "--json", description = "Prints the timeline as JSON at the end, for programs.")
  private boolean json;

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  DrillCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Optional<Approval> approval = approval();
    requireUsable();
    Path file = spec;
    ModelSpec meant =
        ModelSpec.read(
            IngestCommand.readable(file == null ? session.usualSpec() : file), overrides);
    DrillToken token = new DrillToken(tokenFile, session);
    try (OpenDatabase open = database.open(session)) {
      DrillGround ground =
          DrillGround.survey(
              open.as(Purpose.TRAINING),
              meant.name(),
              database.folder(session).map(Path::toString).orElse("The database"));
      DrillPeople people = people(open, ground, meant);
      Traffic.Ask ask = new Traffic.Ask(url, token::now, ground.inputs(), rate);
      announce(ground, people, approval);
      requireSameSystem(open, ground, people, ask);
      if (dryRun) {
        return ExitCode.DONE.number();
      }
      DrillTurn turn = new DrillTurn(Recorder.of(open, session));
      return turn.take(
          Map.of("url", url.toString(), "shifts", people.shifts().toString()),
          run -> drill(run, open, ground, people, ask, successor(open, meant, approval)));
    }
  }

  private DrillPeople people(OpenDatabase open, DrillGround ground, ModelSpec meant) {
    try (Activity step = session.console().step("Newcomers")) {
      step.at("looking for people who differ");
      Long given = seed;
      return DrillPeople.draw(
          open.as(Purpose.TRAINING),
          ground,
          meant,
          shifts,
          given == null ? ground.ledger().lastUser() : given,
          DrillPeople.today(session));
    }
  }

  private DrillSuccessor successor(
      OpenDatabase open, ModelSpec meant, Optional<Approval> approval) {
    return new DrillSuccessor(open, session, meant, approval, database.repeated());
  }

  private Recorder.Outcome<Integer> drill(
      Run run,
      OpenDatabase open,
      DrillGround ground,
      DrillPeople people,
      Traffic.Ask ask,
      DrillSuccessor successor) {
    Console console = session.console();
    LeftBehind left = new LeftBehind(database.repeated());
    Timeline timeline = new Timeline(this::tell);
    Clock clock = DatabaseClock.of(open.as(Purpose.TRAINING), session.clock());
    Thread early = new Thread(console::sayLastWords, "drill-ending");
    Runtime.getRuntime().addShutdownHook(early);
    console.atAnEarlyEnd(() -> left.say(console));
    try (Traffic traffic = Traffic.start(ask, people.before(), clock)) {
      DrillReport report = new DrillReport(timeline, traffic.answers());
      Optional<String> problem = Optional.empty();
      try {
        new Drill(open, session, ground, people, traffic, timeline, left, within, clock)
            .run(successor);
      } catch (RuntimeException failure) {
        problem = Optional.of(Failures.sentence(failure));
        throw failure;
      } finally {
        traffic.close();
        report.note(run);
        conclude(report, problem, left);
      }
      return passed(report);
    } finally {
      console.atAnEarlyEnd(null);
    }
  }

  private void conclude(DrillReport report, Optional<String> problem, LeftBehind left) {
    Console console = session.console();
    if (json) {
      console.print(report.json(problem, left.lines()));
    } else {
      console.print("");
      report.summary().forEach(console::print);
    }
    console.say("");
    left.say(console);
  }

  private static Recorder.Outcome<Integer> passed(DrillReport report) {
    long failed = report.answers().failed();
    if (failed > 0) {
      throw new CommandFailed(
          "%s failed, and none may in a drill; look at the log of the service at the time."
              .formatted(Console.count(failed, "request")));
    }
    return Recorder.Outcome.done(ExitCode.DONE.number(), String.join("; ", report.summary()) + ".");
  }

  private void tell(Timeline.Line line) {
    Console console = session.console();
    DrillReport.lines(line, console).forEach(json ? console::say : console::print);
  }

  private void announce(DrillGround ground, DrillPeople people, Optional<Approval> approval) {
    Console console = session.console();
    console.say("");
    console.say("A drill on %s at %s. It will".formatted(ground.champion(), url));
    for (String line :
        List.of(
            String.format(
                Locale.ROOT,
                "send %.0f requests a second to the end, which are logged as any other;",
                rate),
            "add %s of %s to the ledger, who differ by %s: first without what became of them, and then with it;"
                .formatted(
                    Console.count(people.newcomers().loans(), "simulated loan"),
                    Console.count(people.newcomers().users(), "newcomer"),
                    people.shifts()),
            "have the watch take %s out of service, so that meanwhile %s;"
                .formatted(
                    ground.champion(),
                    ground
                        .standby()
                        .map(other -> other + " answers")
                        .orElseGet(() ->
                            "everybody gets the policy's answer (%s), because no version was champion before it"
                                .formatted(ground.policy().policyAnswer()))),
            "train a version on all loans, and register it as a candidate;",
            approval
                    .map(given -> "approve it as %s and promote it".formatted(given.name()))
                    .orElse("wait for a person to approve and promote it")
                + ", and have the watch try it and let it answer.")) {
      console.sayIndented(2, "- " + line);
    }
    console.say("Nothing of that is taken back at the end.");
    console.say("");
  }

  /** One request finds out whether the service and the database are of one system. */
  private void requireSameSystem(
      OpenDatabase open, DrillGround ground, DrillPeople people, Traffic.Ask ask) {
    try {
      new DrillAcquaintance(ask, new PostgresPredictions(open.as(Purpose.TRAINING)))
          .require(ground.champion(), people.before().at(0));
    } catch (IOException failure) {
      throw new CommandFailed(
          "The service at %s does not answer (%s); name it with --url, and give a --token-file where it asks for one."
              .formatted(url, failure.getMessage()),
          failure);
    }
  }

  private void requireUsable() {
    if (!(rate >= 1 && rate <= MOST_REQUESTS)) {
      throw new CommandFailed(
          ExitCode.WRONG_USAGE, "--rate is a number of requests from 1 to 5000, such as 200.");
    }
    try {
      Endpoint.of(url, Optional.empty()).http().close();
    } catch (SmokeTest.Failed noAddress) {
      throw new CommandFailed(ExitCode.WRONG_USAGE, String.valueOf(noAddress.getMessage()));
    }
  }

  private Optional<Approval> approval() {
    String name = approveAs;
    String why = reason;
    if (name == null && (why != null || override)) {
      throw new CommandFailed(
          ExitCode.WRONG_USAGE,
          "--reason and --override belong to an approval: add --approve-as NAME.");
    }
    if (name == null) {
      return Optional.empty();
    }
    if (name.isBlank() || why == null || why.isBlank()) {
      throw new CommandFailed(
          ExitCode.WRONG_USAGE, "An approval is recorded with a reason: add --reason TEXT.");
    }
    return Optional.of(new Approval(name.strip(), why.strip(), override));
  }

  static final class ShiftConverter implements ITypeConverter<Shift> {

    @Override
    public Shift convert(String text) {
      try {
        return Shift.parse(text);
      } catch (IllegalArgumentException refused) {
        throw new TypeConversionException(String.valueOf(refused.getMessage()));
      }
    }
  }
}
