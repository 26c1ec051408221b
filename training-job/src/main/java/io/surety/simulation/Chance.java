package io.surety.simulation;

import java.util.SplittableRandom;

/**
 * The luck of one person: a stream of random draws that depends on seed and person alone. It is the
 * same on every machine and JDK, which is why it computes with {@link StrictMath} and makes its own
 * normal draws.
 */
final class Chance {

  private final SplittableRandom random;

  private Chance(SplittableRandom random) {
    this.random = random;
  }

  /**
   * Seed and person are both hashed: streams of a {@link SplittableRandom} that start at regular
   * steps can be one stream, shifted.
   */
  static Chance of(long seed, long person) {
    return new Chance(new SplittableRandom(hash(hash(seed) + person)));
  }

  private static long hash(long number) {
    return new SplittableRandom(number).nextLong();
  }

  /** A standard normal draw, by Marsaglia's polar method. */
  double normal() {
    double across;
    double square;
    do {
      across = random.nextDouble(-1, 1);
      double up = random.nextDouble(-1, 1);
      square = across * across + up * up;
    } while (square >= 1 || square == 0);
    return across * StrictMath.sqrt(-2 * StrictMath.log(square) / square);
  }

  /** An exponential draw with this mean. */
  double exponential(double mean) {
    return -mean * StrictMath.log(1 - random.nextDouble());
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
