package io.surety.terminal;

import io.surety.outcomes.LoanOutcomes;
import io.surety.outcomes.OutcomeFile;
import io.surety.predictionlog.Outcomes;
import io.surety.predictionlog.Outcomes.Refused;
import io.surety.predictionlog.Outcomes.Taken;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Takes down what became of decisions. */
@Command(
    name = "outcomes",
    description = "Takes down what became of decisions: which loans were not paid on time.",
    footer = {
      "",
      "A file has the columns prediction_id, status (1 = not paid on time, 0 = paid) and known_on, the",
      "date on which that became known; others are left alone. Without a file, outcomes are taken from",
      "the loans: when a load tells a loan's status, the last prediction before that loan about its user",
      "gets it, if it was made before the status was known and the user took no other loan between them.",
      "Predictions whose features came with the request have no date of their features, and are left to",
      "files. The same again changes nothing. Models learn from the status of loans, not from files.",
      "",
      "  ./surety outcomes collections.csv.gz",
      "  ./surety outcomes --within P30D"
    })
final class OutcomesCommand implements Callable<Integer> {

  private static final int MOST_SHOWN = 10;

  private final Session session;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "A .csv or .csv.gz file of outcomes; the loans themselves when there is none.")
  private @Nullable Path file;

  @Option(
      names = "--within",
      paramLabel = "DAYS",
      defaultValue = "P30D",
      converter = DaysConverter.class,
      description = "How long before a loan a prediction may have been made for it. Default: P30D.")
  private Duration within = Duration.ofDays(30);

  @Option(
      names = "--max-bad-share",
      paramLabel = "SHARE",
      defaultValue = "0.01",
      description = "The share of bad lines, 0 to 1, above which a file is refused. Default: 0.01.")
  private double maxBadShare;

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  OutcomesCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (!(maxBadShare >= 0 && maxBadShare <= 1)) {
      throw new CommandFailed(
          ExitCode.WRONG_USAGE, "--max-bad-share lies between 0 and 1, such as 0.01 for 1 %.");
    }
    Path given = file;
    try (OpenDatabase open = database.open(session);
        Activity step = session.console().step("Outcomes")) {
      if (given == null) {
        step.at("looking for loans whose outcome became known");
        step.done(
            Console.count(new LoanOutcomes(open.as(Purpose.TRAINING), within).link(), "new outcome")
                + " from the loans");
      } else {
        takeFile(open, IngestCommand.readable(given), step);
      }
    }
    return ExitCode.DONE.number();
  }

  private void takeFile(OpenDatabase open, Path given, Activity step) {
    OutcomeFile outcomes = new OutcomeFile(given);
    step.at(given + ": reading");
    Taken taken =
        new Outcomes(open.as(Purpose.TRAINING))
            .take(
                outcomes,
                (refused, _) -> refused + outcomes.wrong() <= maxBadShare * outcomes.lines());
    long bad = taken.refused().size() + outcomes.wrong();
    if (taken.recorded()) {
      step.done(
          "%s, %s known before%s · %s"
              .formatted(
                  Console.count(taken.added(), "new outcome"),
                  Console.count(outcomes.lines() - bad - taken.added()),
                  bad == 0 ? "" : ", " + Console.count(bad, "line") + " refused",
                  given));
    } else {
      step.close();
    }
    say(
        Stream.concat(taken.refused().stream(), outcomes.unreadable().stream())
            .sorted(Comparator.comparingLong(Refused::line))
            .toList(),
        bad);
    if (!taken.recorded()) {
      throw new CommandFailed(
          "%s of %s in %s tell no outcome, which is more than --max-bad-share %s allows; nothing was recorded. Mend them, or allow more."
              .formatted(
                  Console.count(bad), Console.count(outcomes.lines(), "line"), given, maxBadShare));
    }
  }

  private void say(List<Refused> refused, long bad) {
    Console console = session.console();
    refused.stream()
        .limit(MOST_SHOWN)
        .forEach(each -> console.say("    line %d: %s".formatted(each.line(), each.reason())));
    if (bad > MOST_SHOWN) {
      console.say("    and %s more".formatted(Console.count(bad - MOST_SHOWN)));
    }
  }

  static final class DaysConverter implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
      try {
        Duration days = Duration.parse(text);
        if (LoanOutcomes.isWholeDays(days)) {
          return days;
        }
      } catch (DateTimeException noDuration) {
        // Told below, as any other.
      }
      throw new TypeConversionException("'" + text + "' is no number of days such as P30D");
    }
  }
}
