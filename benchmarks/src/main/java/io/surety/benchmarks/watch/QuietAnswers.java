package io.surety.benchmarks.watch;

import io.surety.watch.Answer;
import io.surety.watch.Answers;
import io.surety.watch.Evidence;
import io.surety.watch.Judgement;
import io.surety.watch.WatchedModel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The rules about answers over a month in which nothing changes: inputs, scores, missing values and
 * estimated skill. Half of the people make the reference, the others ask, at random moments.
 */
final class QuietAnswers {

  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration WINDOW = Duration.ofDays(1);
  private static final int MINUTES_OF_WARMING = 24 * 60;
  private static final int MOST_ROWS = 10_000;

  private QuietAnswers() {}

  /**
   * Looks every few minutes; the first day is not looked at.
   *
   * @param aMinute requests
   * @param between minutes from one look to the next
   */
  static QuietTale month(
      WatchedModel model, Traffic asking, long seed, double aMinute, int days, int between) {
    QuietTale tale = new QuietTale();
    Arrivals arrivals = new Arrivals(seed, aMinute);
    List<Answer> rows = new ArrayList<>();
    int minutes = MINUTES_OF_WARMING + days * 24 * 60;
    int first = 0;
    for (int minute = 0; minute < minutes; minute++) {
      int upTo = arrivals.inNextMinute();
      Instant now = BEGIN.plus(Duration.ofMinutes(minute + 1));
      while (rows.size() < upTo) {
        rows.add(answer(asking, rows.size(), now.minusMillis(1)));
      }
      if (minute < MINUTES_OF_WARMING || minute % between != 0) {
        continue;
      }
      Instant from = now.minus(WINDOW);
      first = Math.max(first, rows.size() - MOST_ROWS);
      while (first < rows.size() && rows.get(first).moment().isBefore(from)) {
        first++;
      }
      Answers answers = new Answers(from, rows.subList(first, rows.size()), Answers.Of.REQUESTS);
      Evidence evidence = new Evidence(now, BEGIN, answers, List.of(), Map.of());
      tale.note(Judgement.of(model, evidence).findings());
    }
    return tale;
  }

  private static Answer answer(Traffic asking, int number, Instant at) {
    int loan = number % asking.size();
    int inputs = asking.columns().length - 1;
    double[] row = new double[inputs];
    for (int input = 0; input < inputs; input++) {
      row[input] = asking.columns()[input][loan];
    }
    return new Answer(
        id(at, number), (long) asking.user()[loan], row, asking.probability()[loan], null);
  }

  static UUID id(Instant at, int number) {
    return new UUID((at.toEpochMilli() << 16) | 0x7000, 0x8000_0000_0000_0000L | number);
  }
}
