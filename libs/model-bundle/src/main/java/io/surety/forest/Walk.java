package io.surety.forest;

/**
 * Where a walk through a tree is, and what it remembers of each level, at a few points of a
 * quadrature at once. Its room grows with the depth of the tree alone.
 */
final class Walk {

  /** Points of the quadrature that one walk looks at. */
  static final int POINTS = 3;

  final int[] path;
  final boolean[] isRight;
  final boolean[] goesLeft;

  /** Whether the way to a split is the row's own, as far as the split's input is concerned. */
  final boolean[] passed;

  /** By level and point: the weight of the way to it. */
  final double[] weight;

  /** By level and point: the probability that the split's input is known. */
  final double[] known;

  /** By level and point: what the split's left child answers. */
  final double[] leftAnswer;

  /** By point: what the node that was left last answers. */
  final double[] answer = new double[POINTS];

  Walk(int depth) {
    path = new int[depth];
    isRight = new boolean[depth];
    goesLeft = new boolean[depth];
    passed = new boolean[depth];
    weight = new double[(depth + 1) * POINTS];
    known = new double[depth * POINTS];
    leftAnswer = new double[depth * POINTS];
  }

  /** Whether the way below a split is still the row's own, as far as its input is concerned. */
  boolean isOwn(int level) {
    return passed[level] && goesLeft[level] != isRight[level];
  }

  /** Gives the child that is walked to its weight: its share of the averaged, all of the known. */
  void passOn(int level, double share) {
    boolean isRowsSide = goesLeft[level] != isRight[level];
    for (int at = level * POINTS; at < (level + 1) * POINTS; at++) {
      double ofChild = share * (1 - known[at]) + (isRowsSide ? known[at] : 0);
      weight[at + POINTS] = weight[at] * ofChild;
    }
  }

  void keepLeftAnswer(int level) {
    System.arraycopy(answer, 0, leftAnswer, level * POINTS, POINTS);
  }
}
