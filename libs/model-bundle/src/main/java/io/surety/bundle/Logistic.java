package io.surety.bundle;

/**
 * The logistic function and its inverse, from {@link StrictMath}: examples must score to the same
 * bits on every machine, which {@link Math} does not promise.
 */
final class Logistic {

  private Logistic() {}

  static double sigmoid(double margin) {
    return 1 / (1 + StrictMath.exp(-margin));
  }

  static double logit(double probability) {
    return StrictMath.log(probability / (1 - probability));
  }
}
