package io.surety.benchmarks.watch;

import io.surety.watch.Answers;
import io.surety.watch.Evidence;
import io.surety.watch.Judgement;
import io.surety.watch.KnownOutcome;
import io.surety.watch.WatchedModel;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The rules about outcomes over a month in which people pay as they did: realised skill, bad rate
 * and calibration. Outcomes become known day by day, as many each day.
 */
final class QuietOutcomes {

  private static final LocalDate BEGIN = LocalDate.parse("2026-01-01");
  private static final int DAYS_OF_WINDOW = 90;
  private static final int MOST_ROWS = 10_000;

  private QuietOutcomes() {}

  /**
   * Looks once a day: between two days nothing becomes known.
   *
   * @param known loans whose outcome is known, of people the model never saw
   */
  static QuietTale month(WatchedModel model, Traffic known, int aDay, int days) {
    QuietTale tale = new QuietTale();
    List<KnownOutcome> outcomes = new ArrayList<>();
    for (int day = 0; day < DAYS_OF_WINDOW + days; day++) {
      LocalDate today = BEGIN.plusDays(day);
      Instant now = today.atStartOfDay(ZoneOffset.UTC).plusHours(12).toInstant();
      for (int one = 0; one < aDay; one++) {
        outcomes.add(outcome(known, outcomes.size(), now, today));
      }
      if (day >= DAYS_OF_WINDOW) {
        List<KnownOutcome> newest =
            outcomes.subList(Math.max(0, outcomes.size() - MOST_ROWS), outcomes.size());
        tale.note(
            Judgement.of(
                    model,
                    new Evidence(
                        now,
                        now.minus(Duration.ofDays(DAYS_OF_WINDOW)),
                        new Answers(now, List.of(), Answers.Of.REQUESTS),
                        newest,
                        Map.of()))
                .findings());
      }
    }
    return tale;
  }

  private static KnownOutcome outcome(Traffic known, int number, Instant at, LocalDate day) {
    int loan = number % known.size();
    return new KnownOutcome(
        QuietAnswers.id(at, number),
        (long) known.user()[loan],
        known.probability()[loan],
        known.outcome()[loan] == 1,
        day);
  }
}
