package io.surety.bundle;

/**
 * Newton's method with backtracking on the cross entropy of a logistic curve against smoothed
 * targets, as in Lin, Lin and Weng, "A note on Platt's probabilistic outputs for support vector
 * machines", 2007.
 */
final class PlattFit {

  private static final int MOST_STEPS = 100;
  private static final double SMALLEST_STRIDE = 1e-10;
  private static final double RIDGE = 1e-12;
  private static final double FLAT = 1e-9;
  private static final double ENOUGH = 1e-4;

  private final double[] logit;
  private final double[] target;
  private double slope;
  private double intercept;

  private PlattFit(double[] logit, double[] target, double intercept) {
    this.logit = logit;
    this.target = target;
    this.intercept = intercept;
  }

  static Platt of(double[] probability, boolean[] label) {
    int bad = CalibrationSample.requireAndCountBad(probability, label);
    double badTarget = (bad + 1.0) / (bad + 2.0);
    double goodTarget = 1.0 / (label.length - bad + 2.0);
    double[] logit = new double[label.length];
    double[] target = new double[label.length];
    double meanTarget = 0;
    for (int i = 0; i < label.length; i++) {
      logit[i] = Platt.logit(probability[i]);
      target[i] = label[i] ? badTarget : goodTarget;
      meanTarget += target[i] / label.length;
    }
    double constant = Logistic.logit(meanTarget);
    PlattFit fit = new PlattFit(logit, target, constant);
    fit.descend();
    return fit.slope >= 0 ? new Platt(fit.slope, fit.intercept) : new Platt(0, constant);
  }

  private void descend() {
    double loss = loss(slope, intercept);
    for (int step = 0; step < MOST_STEPS; step++) {
      Direction direction = newton();
      if (direction.isFlat(logit.length)) {
        return;
      }
      double stride = stride(direction, loss);
      if (stride < SMALLEST_STRIDE) {
        return;
      }
      slope += stride * direction.slope;
      intercept += stride * direction.intercept;
      loss = loss(slope, intercept);
    }
  }

  /** Where Newton's method wants to go, and the gradient that it starts from. */
  private record Direction(
      double slope, double intercept, double slopeGradient, double interceptGradient) {

    boolean isFlat(int rows) {
      double flat = FLAT * rows;
      return Math.abs(slopeGradient) < flat && Math.abs(interceptGradient) < flat;
    }

    double downhill() {
      return slopeGradient * slope + interceptGradient * intercept;
    }
  }

  private Direction newton() {
    double slopeGradient = 0;
    double interceptGradient = 0;
    double slopeSlope = RIDGE;
    double slopeIntercept = 0;
    double interceptIntercept = RIDGE;
    for (int i = 0; i < logit.length; i++) {
      double p = Logistic.sigmoid(slope * logit[i] + intercept);
      double weight = p * (1 - p);
      double miss = p - target[i];
      slopeGradient += miss * logit[i];
      interceptGradient += miss;
      slopeSlope += weight * logit[i] * logit[i];
      slopeIntercept += weight * logit[i];
      interceptIntercept += weight;
    }
    double determinant = slopeSlope * interceptIntercept - slopeIntercept * slopeIntercept;
    return new Direction(
        (slopeIntercept * interceptGradient - interceptIntercept * slopeGradient) / determinant,
        (slopeIntercept * slopeGradient - slopeSlope * interceptGradient) / determinant,
        slopeGradient,
        interceptGradient);
  }

  /** How far to go so that the loss falls enough; less than the smallest when it never does. */
  private double stride(Direction direction, double loss) {
    double stride = 1;
    while (stride >= SMALLEST_STRIDE) {
      double there =
          loss(slope + stride * direction.slope, intercept + stride * direction.intercept);
      if (there < loss + ENOUGH * stride * direction.downhill()) {
        break;
      }
      stride /= 2;
    }
    return stride;
  }

  /** Cross entropy: with m the margin, {@code log(1 + e^m) - target * m}, kept from overflow. */
  private double loss(double trialSlope, double trialIntercept) {
    double sum = 0;
    for (int i = 0; i < logit.length; i++) {
      double m = trialSlope * logit[i] + trialIntercept;
      double softplus = Math.max(m, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(m)));
      sum += softplus - target[i] * m;
    }
    return sum;
  }
}
