package io.surety.watch.statistics;

/** What a probability costs that was given to what then happened. */
final class Losses {

  /** Probabilities are kept this far from 0 and 1 where their logarithm is taken. */
  private static final double EDGE = 1e-15;

  private Losses() {}

  /** The log loss of the probability given to what happened. */
  static double log(double ofOutcome) {
    return -StrictMath.log(Math.clamp(ofOutcome, EDGE, 1 - EDGE));
  }
}
