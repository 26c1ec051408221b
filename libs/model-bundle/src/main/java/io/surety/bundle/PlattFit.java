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
      double flat = FLAT * logit.length;
      if (Math.abs(slopeGradient) < flat && Math.abs(interceptGradient) < flat) {
        return;
      }
      double determinant = slopeSlope * interceptIntercept - slopeIntercept * slopeIntercept;
      double slopeStep =
          -(interceptIntercept * slopeGradient - slopeIntercept * interceptGradient) / determinant;
      double interceptStep =
          -(slopeSlope * interceptGradient - slopeIntercept * slopeGradient) / determinant;
      double downhill = slopeGradient * slopeStep + interceptGradient * interceptStep;
      double stride = 1;
      double shorter = loss(slope + slopeStep, intercept + interceptStep);
      while (!(shorter < loss + 1e-4 * stride * downhill)) {
        stride /= 2;
        if (stride < SMALLEST_STRIDE) {
          return;
        }
        shorter = loss(slope + stride * slopeStep, intercept + stride * interceptStep);
      }
      slope += stride * slopeStep;
      intercept += stride * interceptStep;
      loss = shorter;
    }
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
