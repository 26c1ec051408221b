package io.surety.bundle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** Pools adjacent violators; both ends of every pool become knots. */
final class IsotonicFit {

  /** Neighbours that share one mean: from the first to the last probability. */
  private record Pool(double first, double last, long bad, long size) {

    Pool with(Pool next) {
      return new Pool(first, next.last, bad + next.bad, size + next.size);
    }

    /** Compared across, in whole numbers, so that equal means are exactly equal. */
    boolean isAtLeast(Pool next) {
      return bad * next.size >= next.bad * size;
    }
  }

  private IsotonicFit() {}

  static Isotonic of(double[] probability, boolean[] label) {
    CalibrationSample.requireAndCountBad(probability, label);
    Deque<Pool> pools = new ArrayDeque<>();
    for (Pool point : points(probability, label)) {
      Pool pool = point;
      while (!pools.isEmpty() && pools.getLast().isAtLeast(pool)) {
        pool = pools.removeLast().with(pool);
      }
      pools.addLast(pool);
    }
    return knots(pools.iterator(), 1.0 / (label.length + 2));
  }

  private static List<Pool> points(double[] probability, boolean[] label) {
    long[] size = new long[label.length];
    double[] sorted = probability.clone();
    Arrays.sort(sorted);
    double[] distinct = Arrays.stream(sorted).map(p -> p + 0.0).distinct().toArray();
    long[] bad = new long[distinct.length];
    for (int i = 0; i < label.length; i++) {
      int at = Arrays.binarySearch(distinct, probability[i] + 0.0);
      size[at]++;
      if (label[i]) {
        bad[at]++;
      }
    }
    List<Pool> points = new ArrayList<>(distinct.length);
    for (int at = 0; at < distinct.length; at++) {
      points.add(new Pool(distinct[at], distinct[at], bad[at], size[at]));
    }
    return points;
  }

  private static Isotonic knots(Iterator<Pool> pools, double floor) {
    List<Double> probability = new ArrayList<>();
    List<Double> calibrated = new ArrayList<>();
    while (pools.hasNext()) {
      Pool pool = pools.next();
      double mean = Math.clamp((double) pool.bad() / pool.size(), floor, 1 - floor);
      probability.add(pool.first());
      calibrated.add(mean);
      if (pool.last() > pool.first()) {
        probability.add(pool.last());
        calibrated.add(mean);
      }
    }
    return new Isotonic(probability, calibrated);
  }
}
