package io.surety.benchmarks.watch;

import io.surety.benchmarks.results.Table;
import io.surety.bundle.InputSchema;
import io.surety.watch.statistics.Drift;
import io.surety.watch.statistics.DriftWatch;
import io.surety.watch.statistics.DriftWindow;
import io.surety.watch.statistics.EffectFloors;
import io.surety.watch.statistics.FalseAlarms;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * How often a breaker would open in 30 days in which nothing changes, looking every minute at the
 * last rows. Requests come at random; a person's come together as they do in the loans.
 */
final class QuietMonths {

  private static final int MINUTES = 30 * 24 * 60;
  private static final List<Integer> SIZES = List.of(200, 1_000, 10_000);
  private static final List<Double> RATES = List.of(0.25, 1.0, 4.0);

  /** A way to decide on opening. */
  private record Rule(FalseAlarms falseAlarms, EffectFloors floors) {}

  private static final List<Rule> RULES =
      List.of(
          new Rule(FalseAlarms.IN_ONE_LOOK, Floored.NONE),
          new Rule(FalseAlarms.IN_ONE_LOOK, EffectFloors.MODERATE),
          new Rule(FalseAlarms.IN_A_MONTH_OF_MINUTES, Floored.NONE),
          new Rule(FalseAlarms.IN_A_MONTH_OF_MINUTES, EffectFloors.MODERATE),
          new Rule(FalseAlarms.IN_A_MONTH_OF_MINUTES, EffectFloors.LARGE));

  private QuietMonths() {}

  /** One row for each rate of requests and size of window. */
  static Table table(InputSchema schema, Traffic traffic, long seed, int months) {
    List<List<String>> rows = new ArrayList<>();
    for (double rate : RATES) {
      for (int size : SIZES) {
        if (rate * MINUTES < 2 * size) {
          continue;
        }
        long[] openings =
            LongStream.range(0, months)
                .parallel()
                .mapToObj(month -> openings(schema, traffic, seed + month, rate, size))
                .reduce(new long[RULES.size()], QuietMonths::sum);
        List<String> row = new ArrayList<>();
        row.add(String.format(Locale.ROOT, "%.2f", rate));
        row.add(String.format(Locale.ROOT, "%,d", size));
        for (long some : openings) {
          row.add(String.format(Locale.ROOT, "%.2f", (double) some / months));
        }
        rows.add(row);
      }
    }
    return new Table(
        "Openings of the breaker in 30 quiet days, a look a minute, mean of %d months"
            .formatted(months),
        List.of(
            "requests a minute",
            "rows",
            "1 % a look, no floors",
            "1 % a look, floors of 0.10",
            "1 % a month, no floors",
            "1 % a month, floors of 0.10",
            "1 % a month, floors of 0.25"),
        rows);
  }

  private static long[] sum(long[] one, long[] other) {
    return IntStream.range(0, one.length).mapToLong(i -> one[i] + other[i]).toArray();
  }

  private static long[] openings(
      InputSchema schema, Traffic traffic, long seed, double rate, int size) {
    Watched watched = Watched.by(schema, traffic.half(seed, false));
    DriftWatch oneLook = watched.watch(Floored.without(FalseAlarms.IN_ONE_LOOK));
    DriftWatch spent = watched.watch(Floored.without(FalseAlarms.IN_A_MONTH_OF_MINUTES));
    Arrivals arrivals = new Arrivals(seed, rate);
    int[] upTo = IntStream.range(0, MINUTES).map(minute -> arrivals.inNextMinute()).toArray();
    Traffic quiet = traffic.half(seed, true).stationary(seed).first(Math.max(1, upTo[MINUTES - 1]));
    SlidingWindow window = new SlidingWindow(quiet, watched.reference(), size, quiet.person());
    boolean[] open = new boolean[RULES.size()];
    long[] openings = new long[open.length];
    for (int minute = 0; minute < MINUTES; minute++) {
      if (upTo[minute] == 0 || (minute > 0 && upTo[minute] == upTo[minute - 1])) {
        continue;
      }
      window.moveTo(upTo[minute] - 1);
      if (!window.isFull()) {
        continue;
      }
      DriftWindow here = window.window();
      Drift once = oneLook.look(here);
      Drift rarely = spent.look(here);
      for (int rule = 0; rule < open.length; rule++) {
        Drift drift = RULES.get(rule).falseAlarms.equals(FalseAlarms.IN_ONE_LOOK) ? once : rarely;
        boolean alarms = Floored.alarms(drift, RULES.get(rule).floors);
        openings[rule] += alarms && !open[rule] ? 1 : 0;
        open[rule] = alarms;
      }
    }
    return openings;
  }
}
