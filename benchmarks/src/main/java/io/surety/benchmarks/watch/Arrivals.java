package io.surety.benchmarks.watch;

import java.util.SplittableRandom;

/** Requests that come at random at a steady rate, counted minute by minute. */
final class Arrivals {

  private final SplittableRandom random;
  private final double rate;
  private double next;
  private double minute;
  private int arrived;

  Arrivals(long seed, double aMinute) {
    this.random = new SplittableRandom(seed);
    this.rate = aMinute;
    this.next = gap();
  }

  private double gap() {
    return -Math.log(1 - random.nextDouble()) / rate;
  }

  /** How many have come when one more minute has passed. */
  int inNextMinute() {
    minute++;
    while (next < minute) {
      arrived++;
      next += gap();
    }
    return arrived;
  }
}
