package io.surety.terminal;

import io.surety.loans.IngestOutcome;
import io.surety.loans.IngestRules;
import io.surety.loans.LoanSource;
import io.surety.outcomes.LoanOutcomes;
import io.surety.predictionlog.ConsistencyChecks.Check;
import io.surety.runs.Checkpoint;
import io.surety.runs.Run;
import io.surety.runs.RunLog;
import io.surety.spec.ModelSpec;
import io.surety.terminal.CycleStep.Result;
import io.surety.watch.Evaluator;
import io.surety.watch.Watch;
import io.surety.watch.WatchSettings;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What each step of a cycle does. Each may be done again after it broke off, and happens once. */
final class CycleWork {

  private static final String NOT_PERMITTED = "42501";

  private final OpenDatabase database;
  private final Session session;
  private final Wish wish;

  CycleWork(OpenDatabase database, Session session, Wish wish) {
    this.database = database;
    this.session = session;
    this.wish = wish;
  }

  /**
   * What the cycle is to work with.
   *
   * @param inbox where new files are; nothing is loaded when empty
   * @param mostBad the share of bad rows above which a file is refused
   * @param within how long before a loan a prediction may have been made for it
   * @param spec what is trained
   * @param proposedAs who proposes the candidate
   */
  record Wish(
      Optional<Path> inbox, double mostBad, Duration within, ModelSpec spec, String proposedAs) {}

  Result take(CycleStep step, Run run) {
    return switch (step) {
      case INGEST -> ingest(run);
      case OUTCOMES -> link(run);
      case CONSISTENCY -> check(run);
      case HEALTH -> look();
      case TRAIN -> new CycleTraining(database, session, wish.spec(), wish.proposedAs()).train(run);
      case RETENTION -> drop(run);
    };
  }

  private Result ingest(Run run) {
    if (wish.inbox().isEmpty()) {
      return Result.done("No inbox was named, so nothing was loaded.");
    }
    Path folder = wish.inbox().get();
    List<LoanSource> sources = IngestCommand.inFolder(folder).stream().map(LoanSource::of).toList();
    if (!sources.isEmpty()) {
      KnownLoans.in(database.as(Purpose.TRAINING))
          .requireNoneSimulated("The database", "name another with --database.");
    }
    Console console = session.console();
    int loaded = 0;
    int refused = 0;
    for (LoanSource source : sources) {
      switch (Intake.take(database, source, new IngestRules(wish.mostBad()), session)) {
        case IngestOutcome.Loaded _ -> loaded++;
        case IngestOutcome.AlreadyKnown _ -> {}
        case IngestOutcome.Refused no -> {
          console.say(console.bad("Refused: ") + no.reason());
          refused++;
        }
      }
    }
    run.count("files", sources.size());
    run.count("loaded", loaded);
    run.count("refused", refused);
    String words =
        "Of %s in %s, %d %s new"
            .formatted(Console.count(sources.size(), "file"), folder, loaded, was(loaded));
    return refused == 0
        ? Result.done(words + ".")
        : Result.failed(
            "%s and %d %s refused; mend or remove what was refused."
                .formatted(words, refused, was(refused)));
  }

  private static String was(int number) {
    return number == 1 ? "was" : "were";
  }

  private Result link(Run run) {
    try (Activity step = session.console().step("Outcomes")) {
      step.at("looking for loans whose outcome became known");
      long linked = new LoanOutcomes(database.as(Purpose.TRAINING), wish.within()).link();
      run.count("outcomes", linked);
      String words = Console.count(linked, "new outcome") + " from the loans";
      step.done(words);
      return Result.done(words + ".");
    }
  }

  /** The check and the word that it is done are kept together, so it is kept once. */
  private Result check(Run run) {
    RunLog log = new RunLog(database.as(Purpose.TRAINING));
    Optional<Checkpoint> kept = log.lastCheckpoint(run.kind(), run.key().orElseThrow());
    if (kept.isPresent()) {
      Map<String, String> state = kept.get().state();
      String words = state.getOrDefault("message", "");
      return "0".equals(state.get("differing")) ? Result.done(words) : Result.found(words);
    }
    Consistency consistency = new Consistency(database, session);
    Check came =
        consistency.check(
            consistency.stretch(null, null),
            OptionalInt.empty(),
            run,
            (transaction, result) ->
                Checkpoint.reach(
                    transaction,
                    run,
                    new Checkpoint(
                        1,
                        Map.of(
                            "message",
                            Consistency.words(result) + ".",
                            "differing",
                            Long.toString(result.differing())))));
    String words = Consistency.words(came) + ".";
    return came.isConsistent() ? Result.done(words) : Result.found(words);
  }

  private Result look() {
    WatchSettings settings = Watching.settings(session.environment(), WatchSettings.USUALLY_EVERY);
    try (Activity step = session.console().step("Health")) {
      Optional<Evaluator.Looks> looks;
      try {
        looks = Watch.once(database.as(Purpose.WATCHING), settings, session.clock());
      } catch (RuntimeException failure) {
        if (!isNotPermitted(failure)) {
          throw failure;
        }
        step.done("left to the watch, as this login may not look");
        return Result.done(
            "This login may not watch, so looking is left to './surety watch'; SURETY_WATCHING_USER names one that may.");
      }
      if (looks.isEmpty()) {
        step.done("a watch is looking all the time");
        return Result.done("A watch is looking all the time, so nothing was looked at here.");
      }
      return judged(looks.get(), step);
    }
  }

  private Result judged(Evaluator.Looks looks, Activity step) {
    if (!looks.unseen().isEmpty()) {
      Evaluator.Unseen unseen = looks.unseen().getFirst();
      throw new CommandFailed(
          "%s as %s could not be looked at: %s"
              .formatted(
                  unseen.watched().version(),
                  unseen.watched().alias(),
                  unseen.because().getMessage()),
          unseen.because());
    }
    List<String> broken =
        looks.seen().stream()
            .flatMap(look ->
                look.findings().stream()
                    .filter(finding -> finding.isBroken())
                    .map(finding -> look.watched().version() + ": " + finding.sentence()))
            .toList();
    String words =
        "%s looked at, %s broken"
            .formatted(
                Console.count(looks.seen().size(), "served version"),
                Console.count(broken.size(), "rule"));
    if (broken.isEmpty()) {
      step.done(words);
      return Result.done(words + ".");
    }
    step.warn(words);
    broken.forEach(each -> session.console().print("  " + each));
    return Result.found(words + ".");
  }

  private static boolean isNotPermitted(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException refused && NOT_PERMITTED.equals(refused.getSQLState())) {
        return true;
      }
    }
    return false;
  }

  private Result drop(Run run) {
    try (Activity step = session.console().step("Retention")) {
      Outlived.Dropped dropped =
          new Outlived(database.as(Purpose.TRAINING))
              .drop(run, (day, _) -> step.at("dropped " + day));
      String words = dropped.daysInWords() + " dropped, " + dropped.rowsInWords();
      step.done(words);
      return Result.done(words + ".");
    }
  }
}
