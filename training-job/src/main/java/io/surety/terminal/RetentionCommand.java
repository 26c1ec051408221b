package io.surety.terminal;

import io.surety.predictionlog.Retention;
import io.surety.predictionlog.Retention.Day;
import io.surety.predictionlog.Retention.Rule;
import io.surety.predictionlog.Retention.RuleSet;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How long predictions are kept. */
@Command(
    name = "retention",
    description =
        "Says how long predictions are kept, sets it, or drops what was kept long enough.",
    footer = {
      "",
      "Whole days are dropped, by the clock of the database, and each is recorded. Where nobody has",
      "set a rule, predictions are kept for 1,827 days (five years). --apply is a run, which",
      "'./surety runs' tells.",
      "",
      "  ./surety retention --keep 730d --by 'Risk Officer' --reason 'our policy of 2026'",
      "  ./surety retention --apply --dry-run"
    })
final class RetentionCommand implements Callable<Integer> {

  private final Session session;

  @Option(
      names = "--keep",
      paramLabel = "TIME",
      converter = TimeSpans.Converter.class,
      description = "Sets the rule, in days like 730d; needs --by and --reason. Drops nothing yet.")
  private @Nullable Duration keep;

  @Option(names = "--by", paramLabel = "NAME", description = "Your name, with --keep.")
  private String by = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, with --keep.")
  private String reason = "";

  @Option(names = "--apply", description = "Drops the days that the rule lets go.")
  private boolean apply;

  @Option(names = "--dry-run", description = "Shows what --apply would drop, and drops nothing.")
  private boolean dryRun;

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  RetentionCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Duration wanted = keep;
    requireSense(wanted);
    try (OpenDatabase open = database.open(session)) {
      if (wanted != null) {
        new Retention(open.as(Purpose.DECIDING))
            .set(Math.toIntExact(wanted.toDays()), by.strip(), reason.strip());
      }
      Retention retention = new Retention(open.as(Purpose.TRAINING));
      say(retention.rule());
      if (apply && !dryRun) {
        drop(open, retention.rule());
      } else {
        show(retention);
      }
    }
    return ExitCode.DONE.number();
  }

  private void requireSense(@Nullable Duration wanted) {
    if (wanted == null) {
      return;
    }
    if (wanted.toDays() < 1 || !wanted.equals(Duration.ofDays(wanted.toDays()))) {
      throw new CommandFailed(
          ExitCode.WRONG_USAGE, "Predictions are kept for whole days: say --keep 730d.");
    }
    if (by.isBlank() || reason.isBlank()) {
      throw new CommandFailed(
          ExitCode.WRONG_USAGE, "Who sets the rule says so: --keep needs --by and --reason.");
    }
    if (apply) {
      throw new CommandFailed(
          ExitCode.WRONG_USAGE,
          "A rule is set first and applied later: look with --dry-run in between.");
    }
  }

  private void say(Rule rule) {
    String kept = "Predictions are kept for " + Console.count(rule.keptDays(), "day");
    RuleSet set = rule.set();
    session
        .console()
        .print(
            set == null
                ? kept + ", because nobody has set another rule."
                : "%s: rule %d, set on %s by %s (login %s), because: %s"
                    .formatted(
                        kept,
                        set.id(),
                        Moments.minute(set.at()),
                        set.claimedBy(),
                        set.login(),
                        set.reason()));
  }

  private void show(Retention retention) {
    Console console = session.console();
    List<Day> days = retention.days();
    long bytes = days.stream().mapToLong(Day::bytes).sum();
    console.print(
        "The log holds %s%s, %s."
            .formatted(
                Console.count(days.size(), "day"),
                days.isEmpty() ? "" : " from " + days.getFirst().day(),
                BackupSizes.mebibytes(bytes)));
    List<Day> outlived = retention.outlived();
    for (Day day : outlived) {
      console.print(
          "  %s would be dropped: about %s, %s"
              .formatted(
                  day.day(),
                  Console.count(day.aboutRows(), "prediction"),
                  BackupSizes.mebibytes(day.bytes())));
    }
    console.print(
        outlived.isEmpty()
            ? "No day is older than that."
            : "%s would be dropped by './surety retention --apply'."
                .formatted(Console.count(outlived.size(), "day")));
  }

  private void drop(OpenDatabase open, Rule rule) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("kept_days", Integer.toString(rule.keptDays()));
    RuleSet set = rule.set();
    if (set != null) {
      parameters.put("rule", Long.toString(set.id()));
    }
    Recorder recorder = Recorder.of(open, session);
    recorder.record(
        recorder.plan("retention").withParameters(parameters),
        run -> {
          Outlived.Dropped dropped =
              new Outlived(open.as(Purpose.TRAINING)).drop(run, this::sayDropped);
          String days = "Dropped " + dropped.daysInWords();
          session.console().print(days + ".");
          if (dropped.rejectedRows() > 0) {
            session
                .console()
                .print("Dropped " + dropped.rowsInWords() + " that began as long ago.");
          }
          return Recorder.Outcome.done(dropped, days + ", and " + dropped.rowsInWords() + ".");
        });
  }

  private void sayDropped(LocalDate day, long predictions) {
    session
        .console()
        .print("  dropped %s: %s".formatted(day, Console.count(predictions, "prediction")));
  }
}
