package io.surety.terminal;

import io.surety.loans.BadRow;
import io.surety.loans.IngestOutcome;
import io.surety.loans.IngestRules;
import io.surety.loans.LoanLedger;
import io.surety.loans.LoanSource;
import io.surety.loans.Progress;
import io.surety.runs.Run;
import java.util.Locale;
import java.util.Map;

/** Loads one file of loans and shows what became of it. */
public final class Intake {

  private Intake() {}

  /**
   * Loads a file; a refused one fails with its reason and its first bad rows shown.
   *
   * @throws CommandFailed when the file is refused
   */
  public static void run(
      OpenDatabase database, LoanSource source, IngestRules rules, Session session) {
    if (take(database, source, rules, session) instanceof IngestOutcome.Refused refused) {
      throw new CommandFailed(refused.reason());
    }
  }

  /**
   * Loads a file, or shows the first bad rows of a refused one; its reason is the caller's to say.
   */
  static IngestOutcome take(
      OpenDatabase database, LoanSource source, IngestRules rules, Session session) {
    LoanLedger ledger = new LoanLedger(database.as(Purpose.TRAINING), session.clock());
    Recorder recorder = Recorder.of(database, session);
    return recorder.record(
        recorder
            .plan("ingest")
            .withParameters(
                Map.of(
                    "file", source.name(), "max_bad_share", Double.toString(rules.mostBadRows()))),
        run -> {
          IngestOutcome outcome = show(ledger, source, rules, session.console());
          return switch (outcome) {
            case IngestOutcome.Loaded loaded -> {
              note(run, loaded);
              ledger.sha256(loaded.knownAt()).ifPresent(hash -> run.hash("file", hash));
              yield Recorder.Outcome.done(outcome, words(loaded) + ".");
            }
            case IngestOutcome.AlreadyKnown known -> {
              ledger.sha256(known.knownAt()).ifPresent(hash -> run.hash("file", hash));
              yield Recorder.Outcome.done(outcome, "It was loaded before, so nothing changed.");
            }
            case IngestOutcome.Refused refused ->
                Recorder.Outcome.failed(outcome, refused.reason());
          };
        });
  }

  private static void note(Run run, IngestOutcome.Loaded loaded) {
    run.count("read", loaded.read());
    run.count("added", loaded.added());
    run.count("changed", loaded.changed());
    run.count("unchanged", loaded.unchanged());
    run.count("repeated", loaded.repeated());
    run.count("quarantined", loaded.quarantined());
    run.count("users", loaded.usersRecomputed());
  }

  private static IngestOutcome show(
      LoanLedger ledger, LoanSource source, IngestRules rules, Console console) {
    try (Activity step = console.step("Loans")) {
      IngestOutcome outcome = ledger.ingest(source, rules, new Shown(step, source.name()));
      switch (outcome) {
        case IngestOutcome.Loaded loaded -> {
          step.done(words(loaded) + " · " + source.name());
          if (loaded.quarantined() > 0) {
            console.say(
                "    Rows that broke a rule are kept in feature_store.quarantine with line, column"
                    + " and reason.");
          }
        }
        case IngestOutcome.AlreadyKnown known ->
            step.done(
                "%s: loaded before (%s), nothing changed"
                    .formatted(source.name(), Moments.minute(known.knownAt())));
        case IngestOutcome.Refused refused -> {
          step.close();
          refused.firstBadRows().forEach(row -> console.say("  " + words(row)));
        }
      }
      return outcome;
    }
  }

  private static String words(IngestOutcome.Loaded loaded) {
    StringBuilder words = new StringBuilder();
    words.append(Console.count(loaded.added(), "loan")).append(" added");
    also(words, loaded.changed(), "changed");
    also(words, loaded.unchanged(), "unchanged");
    also(words, loaded.repeated(), "repeated");
    also(words, loaded.quarantined(), "quarantined");
    return words.append(" · ").append(Console.count(loaded.usersRecomputed(), "user")).toString();
  }

  private static void also(StringBuilder words, long count, String what) {
    if (count > 0) {
      words.append(", ").append(Console.count(count)).append(' ').append(what);
    }
  }

  private static String words(BadRow row) {
    String column = row.column();
    return String.format(
        Locale.ROOT,
        "line %d%s: %s",
        row.line(),
        column == null ? "" : ", " + column,
        row.reason());
  }

  private record Shown(Activity step, String name) implements Progress {

    @Override
    public void rows(long read) {
      step.at(name + ": " + Console.count(read, "row") + " read");
    }

    @Override
    public void computingFeatures() {
      step.at(name + ": computing features");
    }
  }
}
