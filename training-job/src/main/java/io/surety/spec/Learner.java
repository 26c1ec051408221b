package io.surety.spec;

/**
 * How the forest is grown; the names are XGBoost's where it has one.
 *
 * @param trees number of boosting rounds, a tree each
 * @param depth greatest depth of a tree ({@code max_depth})
 * @param eta learning rate: what share of a tree's answer counts
 * @param minChildWeight least sum of hessians in a leaf; for rare outcomes it keeps leaves large
 * @param subsample share of rows that a tree sees
 * @param lambda weight of the L2 penalty on leaf values
 * @param seed of the rows drawn when subsample is below 1
 * @param threads of the native library; stated, never taken from the machine, so that a forest does
 *     not depend on where it was grown
 */
public record Learner(
    int trees,
    int depth,
    double eta,
    double minChildWeight,
    double subsample,
    double lambda,
    long seed,
    int threads) {

  /** Refuses what no forest can be grown with. */
  public Learner {
    requireBetween("trees", trees, 1, 10_000);
    requireBetween("depth", depth, 1, 16);
    requireBetween("threads", threads, 1, 256);
    requireBetween("seed", seed, 0, Integer.MAX_VALUE);
    if (!(eta > 0 && eta <= 1)) {
      throw new IllegalArgumentException(
          "The learning rate eta is above 0 and at most 1, but it is %s.".formatted(eta));
    }
    if (!(subsample > 0 && subsample <= 1)) {
      throw new IllegalArgumentException(
          "The share subsample is above 0 and at most 1, but it is %s.".formatted(subsample));
    }
    requireNotNegative("min_child_weight", minChildWeight);
    requireNotNegative("lambda", lambda);
  }

  Learner withSeed(long other) {
    return new Learner(trees, depth, eta, minChildWeight, subsample, lambda, other, threads);
  }

  private static void requireBetween(String key, long value, long lowest, long highest) {
    if (value < lowest || value > highest) {
      throw new IllegalArgumentException(
          "The learner's %s lies between %,d and %,d, but it is %,d."
              .formatted(key, lowest, highest, value));
    }
  }

  private static void requireNotNegative(String key, double value) {
    if (!(value >= 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(
          "The learner's %s is a number of 0 or more, but it is %s.".formatted(key, value));
    }
  }
}
