package io.surety.watch.statistics;

import org.jspecify.annotations.Nullable;

/**
 * The greatest distance between the distributions of the scores of bad and good loans.
 *
 * @param distance 0 to 1
 * @param score the lowest score on the risky side of that distance
 */
public record KolmogorovSmirnov(double distance, double score) {

  /** Null when only one outcome occurs. */
  public static @Nullable KolmogorovSmirnov of(Ranking ranking) {
    if (!ranking.hasBothOutcomes()) {
      return null;
    }
    long bad = 0;
    long good = 0;
    KolmogorovSmirnov best = new KolmogorovSmirnov(0, ranking.score(0));
    for (int group = 0; group < ranking.groups(); group++) {
      double distance =
          Math.abs((double) good / ranking.allGood() - (double) bad / ranking.allBad());
      if (distance > best.distance) {
        best = new KolmogorovSmirnov(distance, ranking.score(group));
      }
      bad += ranking.bad(group);
      good += ranking.good(group);
    }
    return best;
  }
}
