package io.surety.forest;

/**
 * Gauss and Legendre's points and weights on [0, 1]: n of them integrate every polynomial of degree
 * 2n - 1 exactly.
 */
final class Quadrature {

  private static final int MOST_STEPS = 100;
  private static final double CLOSE = 1e-15;

  final double[] points;
  final double[] weights;

  private Quadrature(double[] points, double[] weights) {
    this.points = points;
    this.weights = weights;
  }

  /** A rule of n points, found by Newton's steps on the Legendre polynomial. */
  static Quadrature of(int n) {
    double[] points = new double[n];
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      double x = StrictMath.cos(Math.PI * (i + 0.75) / (n + 0.5));
      double slope = 0;
      double step = 1;
      for (int steps = 0; steps < MOST_STEPS && Math.abs(step) > CLOSE; steps++) {
        double before = 1;
        double value = x;
        for (int k = 2; k <= n; k++) {
          double next = ((2 * k - 1) * x * value - (k - 1) * before) / k;
          before = value;
          value = next;
        }
        slope = n * (x * value - before) / (x * x - 1);
        step = value / slope;
        x -= step;
      }
      points[i] = (1 + x) / 2;
      weights[i] = 1 / ((1 - x * x) * slope * slope);
    }
    return new Quadrature(points, weights);
  }
}
