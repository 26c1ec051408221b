package io.surety.terminal;

import io.surety.consistency.ConsistencyCheck;
import io.surety.predictionlog.ConsistencyChecks;
import io.surety.predictionlog.ConsistencyChecks.Check;
import io.surety.predictionlog.ConsistencyChecks.Difference;
import io.surety.predictionlog.Lookups;
import io.surety.predictionlog.Predictions.Stretch;
import io.surety.registry.PostgresModels;
import io.surety.runs.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A check of logged features as it is shown and recorded. */
final class Consistency {

  private static final int MOST_SHOWN = 100;

  /** A batch's predictions have ids of the moment at which it began; so long it may take. */
  private static final Duration LONGEST_BATCH = Duration.ofDays(1);

  private final DataSource source;
  private final Session session;

  Consistency(OpenDatabase database, Session session) {
    this.source = database.as(Purpose.TRAINING);
    this.session = session;
  }

  /**
   * What is to be checked.
   *
   * @param since the usual beginning when null: a day before the end of the last whole check
   * @param until now when null
   */
  Stretch stretch(@Nullable Instant since, @Nullable Instant until) {
    Instant end = until == null ? session.clock().instant() : until;
    Instant begin = since == null ? usualBeginning().orElse(Instant.EPOCH) : since;
    if (since == null && !begin.isBefore(end)) {
      begin = Instant.EPOCH;
    }
    try {
      return new Stretch(begin, end, null);
    } catch (IllegalArgumentException refused) {
      throw new CommandFailed(ExitCode.WRONG_USAGE, String.valueOf(refused.getMessage()));
    }
  }

  private Optional<Instant> usualBeginning() {
    return new ConsistencyChecks(source).checkedUntil().map(until -> until.minus(LONGEST_BATCH));
  }

  /** Checks, shows what differs, and notes what came of it in the run. */
  Check check(Stretch stretch, OptionalInt sample, Run run, ConsistencyCheck.Together together) {
    List<Difference> shown = new ArrayList<>();
    Check result;
    try (Activity step = session.console().step("Consistency")) {
      result =
          new ConsistencyCheck(source, new PostgresModels(source))
              .run(stretch, sample, heard(step, shown), together);
      if (result.isConsistent()) {
        step.done(words(result));
      } else {
        step.warn(words(result));
      }
    }
    show(result, shown);
    note(run, result);
    return result;
  }

  private static ConsistencyCheck.Heard heard(Activity step, List<Difference> shown) {
    return new ConsistencyCheck.Heard() {
      @Override
      public void at(long done, long of) {
        step.at("%s of %s".formatted(Console.count(done), Console.count(of, "prediction")));
      }

      @Override
      public void differs(Difference difference) {
        if (shown.size() < MOST_SHOWN) {
          shown.add(difference);
        }
      }
    };
  }

  static String words(Check result) {
    return "%s computed again, %s"
        .formatted(
            Console.count(result.compared(), "prediction"),
            result.isConsistent()
                ? "the same to the last bit"
                : Console.count(result.differing())
                    + (result.differing() == 1 ? " differs" : " differ"));
  }

  private void show(Check result, List<Difference> shown) {
    Console console = session.console();
    for (Difference each : shown) {
      console.print(
          each.userIsKnown()
              ? "%s  %s was logged as %s and is %s"
                  .formatted(
                      each.prediction(),
                      each.feature(),
                      value(each.logged()),
                      value(each.recomputed()))
              : "%s  %s was logged as %s, but no loan of the user counted then"
                  .formatted(each.prediction(), each.feature(), value(each.logged())));
    }
    if (result.differences() > shown.size()) {
      console.print(
          "… and %s more; all are in prediction_log.consistency_difference, check %s"
              .formatted(Console.count(result.differences() - shown.size()), result.id()));
    }
    Lookups.Counts apart = result.apart();
    console.print(
        "Left out: %s erased, %s with features of the request, %s answered by the policy, %s that do not say what was known%s"
            .formatted(
                Console.count(apart.erased()),
                Console.count(apart.given()),
                Console.count(apart.byPolicy()),
                Console.count(apart.unstated()),
                result.unknownVersions() == 0
                    ? ""
                    : ", %s by a version that this registry does not have"
                        .formatted(Console.count(result.unknownVersions()))));
  }

  private static String value(double value) {
    return Double.isNaN(value) ? "missing" : Double.toString(value);
  }

  private static void note(Run run, Check result) {
    run.count("compared", result.compared());
    run.count("differing", result.differing());
    run.count("differences", result.differences());
    run.count("erased", result.apart().erased());
    run.count("given", result.apart().given());
    run.count("by_policy", result.apart().byPolicy());
    run.count("unstated", result.apart().unstated());
    run.count("unknown_versions", result.unknownVersions());
  }
}
