package io.surety.benchmarks.load;

import java.util.SplittableRandom;

/** The times at which requests of an open loop arrive, one after the other. */
final class Arrivals {

  private final Pace.Open pace;
  private final double meanGap;
  private final SplittableRandom random;
  private final long begin;
  private double next;

  /** Begins at a time of {@link System#nanoTime}. */
  Arrivals(Pace.Open pace, long begin) {
    this.pace = pace;
    this.meanGap = 1e9 / pace.perSecond();
    this.random = new SplittableRandom(pace.seed());
    this.begin = begin;
    advance();
  }

  /** When the next request arrives. */
  long next() {
    return begin + (long) next;
  }

  /** Goes on to the request after that. */
  void advance() {
    next +=
        switch (pace.gaps()) {
          case CONSTANT -> meanGap;
          case POISSON -> -Math.log(1 - random.nextDouble()) * meanGap;
        };
  }
}
