package io.surety.terminal;

import io.surety.drill.Applicants;
import io.surety.drill.DatabaseClock;
import io.surety.drill.Shift;
import io.surety.drill.Timeline;
import io.surety.drill.Traffic;
import io.surety.predictionlog.PostgresPredictions;
import io.surety.runs.Run;
import io.surety.smoke.Endpoint;
import io.surety.smoke.SmokeTest;
import io.surety.spec.ModelSpec;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
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
      names = "--second-version",
      description =
          "Where no version could answer instead of the champion, trains and promotes another"
              + " champion first, in the name of --approve-as.")
  private boolean secondVersion;

  @Mixin private SpecOptions spec = new SpecOptions();

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Another seed gives other newcomers. Default: others with each drill.")
  private @Nullable Long seed;

  @Option(names = "--dry-run", description = "Says what it would change, and ends.")
  private boolean dryRun;

  @Option(names = "--json", description = "Prints the timeline as JSON at the end, for programs.")
  private boolean json;

  @Mixin private ApprovalOptions approving = new ApprovalOptions();

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  DrillCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Optional<Approval> approval = approving.approval();
    requireUsable();
    if (secondVersion && approval.isEmpty()) {
      throw new CommandFailed(
          ExitCode.WRONG_USAGE,
          "A second version is approved by a person: add --approve-as NAME and --reason TEXT.");
    }
    ModelSpec meant = spec.read(session);
    DrillToken token = new DrillToken(tokenFile, session);
    try (OpenDatabase open = database.open(session)) {
      DrillTurn turn = new DrillTurn(Recorder.of(open, session));
      turn.requireFree();
      DrillGround ground =
          DrillGround.survey(
              open.as(Purpose.TRAINING),
              meant.name(),
              database.folder(session).map(Path::toString).orElse("The database"));
      Traffic.Ask ask = new Traffic.Ask(url, token::now, ground.inputs(), rate);
      DrillPeople people = people(open, ground, meant, ask);
      new DrillAnnouncement(ground, people, rate, approval, secondVersion)
          .say(session.console(), url);
      if (dryRun) {
        return ExitCode.DONE.number();
      }
      return turn.take(
          Map.of("url", url.toString(), "shifts", people.wished()),
          run -> drill(run, open, ground, people, ask, successor(open, meant, approval)));
    }
  }

  /** One request finds out first whether the service and the database are of one system. */
  private DrillPeople people(
      OpenDatabase open, DrillGround ground, ModelSpec meant, Traffic.Ask ask) {
    DataSource source = open.as(Purpose.TRAINING);
    Long given = seed;
    long drawn = given == null ? ground.ledger().lastUser() : given;
    Applicants before = Applicants.draw(source, ground.tried(), drawn);
    if (before.size() == 0) {
      throw new CommandFailed(
          "The ledger holds none of the loans on which %s was tried, so nobody can send it healthy traffic; train and promote a version here."
              .formatted(ground.champion()));
    }
    new DrillAcquaintance(ask, new PostgresPredictions(source))
        .require(ground.champion(), before.at(0));
    try (Activity step = session.console().step("Newcomers")) {
      step.at("looking for people who differ");
      return DrillPeople.draw(
          ground,
          before,
          meant,
          shifts,
          drawn,
          LocalDate.ofInstant(session.clock().instant(), ZoneOffset.UTC));
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
        DrillGround stands = second(open, ground, successor, timeline, clock);
        new Drill(open, session, stands, people, traffic, timeline, left, within, clock)
            .run(successor);
      } catch (RuntimeException | Error failure) {
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

  /** Where one is wanted and missing, another version takes the champion's place. */
  private DrillGround second(
      OpenDatabase open,
      DrillGround ground,
      DrillSuccessor successor,
      Timeline timeline,
      Clock clock) {
    if (!secondVersion || ground.standby().isPresent()) {
      return ground;
    }
    successor.precede(ground.champion(), timeline, clock);
    return DrillGround.survey(open.as(Purpose.TRAINING), ground.champion().name(), "The database");
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
