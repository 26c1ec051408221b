package io.surety.benchmarks.watch;

import io.surety.benchmarks.results.Table;
import io.surety.bundle.InputSchema;
import io.surety.watch.statistics.Drift;
import io.surety.watch.statistics.DriftWatch;
import io.surety.watch.statistics.EffectFloors;
import io.surety.watch.statistics.FalseAlarms;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * How many windows alarm on anything at all though nothing has changed. Half of the people make the
 * reference, the loans of the other half come in an order in which nothing changes.
 */
final class FalseAlarmStudy {

  private static final List<Integer> SIZES = List.of(200, 1_000, 10_000);

  private FalseAlarmStudy() {}

  private record Seen(long windows, double effective, long bare, long floored) {

    Seen with(Seen other) {
      return new Seen(
          windows + other.windows,
          effective + other.effective,
          bare + other.bare,
          floored + other.floored);
    }
  }

  private record Kind(int size, Counting counting) {}

  /** One row for each size of window and way to count. */
  static Table table(InputSchema schema, Traffic traffic, long seed, int splits) {
    List<Map<Kind, Seen>> all =
        LongStream.range(0, splits)
            .parallel()
            .mapToObj(split -> ofSplit(schema, traffic, seed + split))
            .toList();
    List<List<String>> rows = new ArrayList<>();
    for (int size : SIZES) {
      for (Counting counting : Counting.values()) {
        Kind kind = new Kind(size, counting);
        Seen seen = all.stream().map(one -> one.get(kind)).reduce(new Seen(0, 0, 0, 0), Seen::with);
        rows.add(
            List.of(
                String.format(Locale.ROOT, "%,d", size),
                counting.words(),
                String.format(Locale.ROOT, "%,.0f", seen.effective / seen.windows),
                String.format(Locale.ROOT, "%,d", seen.windows),
                percent(seen.bare, seen.windows),
                percent(seen.floored, seen.windows)));
      }
    }
    return new Table(
        "Windows in which nothing has changed that alarm on anything, at 1 % allowed in one look",
        List.of("rows", "counted", "stand for", "windows", "without floors", "with floors of 0.10"),
        rows);
  }

  private static String percent(long part, long all) {
    return String.format(Locale.ROOT, "%.2f %%", 100.0 * part / all);
  }

  private static Map<Kind, Seen> ofSplit(InputSchema schema, Traffic traffic, long seed) {
    Watched watched = Watched.by(schema, traffic.half(seed, false));
    DriftWatch watch = watched.watch(Floored.without(FalseAlarms.IN_ONE_LOOK));
    Traffic quiet = traffic.half(seed, true).stationary(seed);
    Map<Kind, Seen> found =
        new TreeMap<>(java.util.Comparator.comparingInt(Kind::size).thenComparing(Kind::counting));
    for (int size : SIZES) {
      for (Counting counting : Counting.values()) {
        SlidingWindow window =
            new SlidingWindow(quiet, watched.reference(), size, counting.clusters(quiet));
        Seen seen = new Seen(0, 0, 0, 0);
        for (int end = size; end <= quiet.size(); end += size) {
          window.moveTo(end - 1);
          Drift drift = watch.look(window.window());
          seen =
              seen.with(
                  new Seen(
                      1,
                      drift.effectiveRows(),
                      Floored.alarms(drift, Floored.NONE) ? 1 : 0,
                      Floored.alarms(drift, EffectFloors.MODERATE) ? 1 : 0));
        }
        found.put(new Kind(size, counting), seen);
      }
    }
    return found;
  }
}
