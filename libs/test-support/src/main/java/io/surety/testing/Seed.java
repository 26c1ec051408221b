package io.surety.testing;

import java.util.Random;

/**
 * What the chance of a test begins with: the seed that was given with {@code -Dsurety.test.seed},
 * or another each time. It is printed, so that a failure can be had again.
 *
 * @param test whose it is
 */
public record Seed(String test, long value) {

  private static final String PROPERTY = "surety.test.seed";
  private static final int MOST = 0xFFFF;

  /** The seed of a test; prints it. */
  public static Seed of(String test) {
    Seed seed = new Seed(test, Long.getLong(PROPERTY, System.nanoTime() & MOST));
    System.err.printf("%s: %s (again with -D%s=%d)%n", test, seed, PROPERTY, seed.value);
    return seed;
  }

  /** Chance that is the same for the same seed. */
  public Random random() {
    return new Random(value);
  }

  /** As a failed test tells it. */
  @Override
  public String toString() {
    return "seed " + value;
  }
}
