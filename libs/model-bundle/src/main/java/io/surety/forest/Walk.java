package io.surety.forest;

/** What a walk through one tree remembers of each level, at three points of a quadrature. */
final class Walk {

  /** Numbers of a level: three weights of the path to it, three answers of its left child. */
  static final int STRIDE = 6;

  final double[] numbers;
  final int[] path;
  final boolean[] goesLeft;

  /** Whether the path to a split is the row's own, as far as the split's input is concerned. */
  final boolean[] isKnown;

  /** Whether it still is below the split, on the side that is walked. */
  final boolean[] own;

  Walk(int depth) {
    numbers = new double[(depth + 1) * STRIDE];
    path = new int[depth];
    goesLeft = new boolean[depth];
    isKnown = new boolean[depth];
    own = new boolean[depth];
  }

  void weigh(double w0, double w1, double w2) {
    numbers[0] = w0;
    numbers[1] = w1;
    numbers[2] = w2;
  }

  /** Gives a child its weights: its share of what is averaged, and all that is known. */
  void passOn(int level, double share, boolean isOwn, double x0, double x1, double x2) {
    int at = level * STRIDE;
    int to = at + STRIDE;
    numbers[to] = numbers[at] * (share * (1 - x0) + (isOwn ? x0 : 0));
    numbers[to + 1] = numbers[at + 1] * (share * (1 - x1) + (isOwn ? x1 : 0));
    numbers[to + 2] = numbers[at + 2] * (share * (1 - x2) + (isOwn ? x2 : 0));
  }
}
