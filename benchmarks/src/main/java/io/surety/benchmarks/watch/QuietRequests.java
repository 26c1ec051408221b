package io.surety.benchmarks.watch;

import io.surety.bundle.WatchRule;
import io.surety.bundle.WatchedFigure;
import io.surety.watch.Answer;
import io.surety.watch.Answers;
import io.surety.watch.Evidence;
import io.surety.watch.Judgement;
import io.surety.watch.RequestCounts;
import io.surety.watch.WatchedModel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The rules about requests over a month in which they fare as they always do: some fail, some take
 * long, some rows have a category that the model does not know. Looks every ten seconds, as the
 * watch does.
 */
final class QuietRequests {

  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration BETWEEN = Duration.ofSeconds(10);
  private static final int LOOKS_A_DAY = 24 * 360;

  private QuietRequests() {}

  /** What comes in ten seconds. */
  @FunctionalInterface
  interface Bundles {

    RequestCounts next(SplittableRandom random);
  }

  /** Requests of one row each, of which so many fail, and are then tried so often in all. */
  static Bundles failing(double aMinute, double share, int tries) {
    return random -> {
      long answered = 0;
      long failed = 0;
      for (int request = poisson(random, aMinute / 6); request > 0; request--) {
        if (random.nextDouble() < share) {
          failed += tries;
        } else {
          answered++;
        }
      }
      return new RequestCounts(answered, failed, answered, Map.of(), RequestCounts.Bundles.NONE);
    };
  }

  /** Requests of one row each, of which such a share has a category that is not known. */
  static Bundles unknown(double aMinute, double share) {
    return random -> {
      long rows = poisson(random, aMinute / 6);
      long unknown = 0;
      for (long row = 0; row < rows; row++) {
        unknown += random.nextDouble() < share ? 1 : 0;
      }
      return rows(rows - unknown, unknown);
    };
  }

  /** Files of up to 1,000 rows; in one of twenty up to 40 % of the rows are not known. */
  static Bundles files(double aDay) {
    return random -> {
      if (random.nextDouble() >= aDay / LOOKS_A_DAY) {
        return RequestCounts.NONE;
      }
      long rows = 1 + (long) Math.exp(random.nextDouble() * Math.log(1_000));
      double share = random.nextDouble() < 0.05 ? 0.4 * random.nextDouble() : 0;
      long unknown = Math.round(share * rows);
      return rows(rows - unknown, unknown);
    };
  }

  private static RequestCounts rows(long answered, long unknown) {
    return new RequestCounts(
        answered,
        0,
        answered,
        unknown > 0 ? Map.of("job", unknown) : Map.of(),
        answered + unknown > 0
            ? RequestCounts.Bundles.NONE.with(answered + unknown, unknown)
            : RequestCounts.Bundles.NONE);
  }

  /** Counts requests; a rule is judged once its window is full. */
  static QuietTale month(
      WatchedModel model, WatchedFigure figure, Bundles quiet, long seed, int days) {
    WatchRule rule = model.policy().find(figure).orElseThrow();
    SplittableRandom random = new SplittableRandom(seed);
    QuietTale tale = new QuietTale();
    long steps = rule.window().dividedBy(BETWEEN);
    Deque<RequestCounts> window = new ArrayDeque<>();
    Sum sum = new Sum();
    for (long step = 0; step < steps + (long) days * LOOKS_A_DAY; step++) {
      RequestCounts next = quiet.next(random);
      window.addLast(next);
      sum.add(next, 1);
      if (window.size() > steps) {
        sum.add(window.removeFirst(), -1);
        Instant now = BEGIN.plus(BETWEEN.multipliedBy(step));
        tale.note(
            Judgement.of(model, evidence(now, List.of(), Map.of(rule, sum.counts()))).findings());
      }
    }
    return tale;
  }

  private static Evidence evidence(
      Instant now, List<Answer> answers, Map<WatchRule, RequestCounts> requests) {
    return new Evidence(
        now,
        BEGIN.minus(Duration.ofDays(1)),
        new Answers(now.minus(Duration.ofDays(1)), answers, Answers.Of.REQUESTS),
        List.of(),
        requests);
  }

  /**
   * Counts that come and go; not {@link RequestCounts#and}, which would be summed anew each time.
   */
  private static final class Sum {
    private long answered;
    private long failed;
    private long rows;
    private long unknown;
    private long bundles;
    private double rowsSquared;
    private double unknownSquared;
    private double products;

    void add(RequestCounts counts, int sign) {
      answered += sign * counts.answered();
      failed += sign * counts.failed();
      rows += sign * counts.rows();
      unknown += sign * counts.unknown().getOrDefault("job", 0L);
      bundles += sign * counts.bundles().count();
      rowsSquared += sign * counts.bundles().rowsSquared();
      unknownSquared += sign * counts.bundles().unknownSquared();
      products += sign * counts.bundles().products();
    }

    RequestCounts counts() {
      return new RequestCounts(
          answered,
          failed,
          rows,
          unknown > 0 ? Map.of("job", unknown) : Map.of(),
          new RequestCounts.Bundles(bundles, rowsSquared, unknownSquared, products));
    }
  }

  /**
   * Times to a decision: log-normal about 4 ms, and in some minutes many times as long, because
   * something else is busy.
   *
   * @param aMinute requests
   * @param busy the share of minutes in which each takes forty times as long
   */
  static QuietTale latencies(WatchedModel model, long seed, int aMinute, double busy, int days) {
    SplittableRandom random = new SplittableRandom(seed);
    int inputs = model.reference().inputs().size();
    QuietTale tale = new QuietTale();
    Deque<List<Answer>> window = new ArrayDeque<>();
    for (int minute = 0; minute < 10 + days * 24 * 60; minute++) {
      Instant now = BEGIN.plus(Duration.ofMinutes(minute + 1));
      double times = random.nextDouble() < busy ? 40 : 1;
      List<Answer> answers = new ArrayList<>();
      for (int answer = 0; answer < aMinute; answer++) {
        double micros = 4_000 * times * Math.exp(0.8 * random.nextGaussian());
        answers.add(
            new Answer(
                QuietAnswers.id(now.minusMillis(1), answer),
                null,
                new double[inputs],
                0.1,
                (int) Math.min(Integer.MAX_VALUE, micros)));
      }
      window.addLast(answers);
      if (window.size() > 10) {
        window.removeFirst();
        List<Answer> all = new ArrayList<>();
        window.forEach(all::addAll);
        tale.note(Judgement.of(model, evidence(now, all, Map.of())).findings());
      }
    }
    return tale;
  }

  /** Knuth's way; the mean is at most some hundreds. */
  private static int poisson(SplittableRandom random, double mean) {
    double left = mean;
    int count = -1;
    while (left >= 0) {
      left += Math.log(1 - random.nextDouble());
      count++;
    }
    return count;
  }
}
