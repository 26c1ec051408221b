package io.surety.simulation;

import java.util.SplittableRandom;

/** The luck of one person: a stream of random draws that depends on seed and person alone. */
final class Chance {

  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  private final SplittableRandom random;

  private Chance(SplittableRandom random) {
    this.random = random;
  }

  static Chance of(long seed, long person) {
    return new Chance(
        new SplittableRandom(new SplittableRandom(seed).nextLong() + person * GOLDEN_RATIO));
  }

  /** A standard normal draw. */
  double normal() {
    return random.nextGaussian();
  }

  /** An exponential draw with this mean. */
  double exponential(double mean) {
    return mean * random.nextExponential();
  }

  /** A uniform draw between both. */
  double between(double low, double high) {
    return random.nextDouble(low, high);
  }

  /** True with this probability. */
  boolean happens(double probability) {
    return random.nextDouble() < probability;
  }

  /** One of the weighted choices. */
  <T> T pick(Weighted<T> choices) {
    return choices.at(random.nextDouble());
  }
}
