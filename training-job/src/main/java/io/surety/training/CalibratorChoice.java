package io.surety.training;

import io.surety.bundle.Calibrator;
import io.surety.bundle.Isotonic;
import io.surety.bundle.Platt;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Chooses the calibrator with the lower log-loss on people that it was not fitted to: each kind is
 * fitted to half of the calibration people and measured on the other half, both ways. The better
 * kind is then fitted to all of them; Platt's, which is smoother, wins a tie.
 */
final class CalibratorChoice {

  /** Keeps a wrong certainty from outweighing everything. */
  private static final double NEAREST_TO_CERTAIN = 1e-15;

  private final double[] probability;
  private final boolean[] label;
  private final long[] person;

  CalibratorChoice(double[] probability, boolean[] label, long[] person) {
    this.probability = probability;
    this.label = label;
    this.person = person;
  }

  Calibrator fit() {
    double platt = heldOutLoss(Platt::fit);
    double isotonic = heldOutLoss(Isotonic::fit);
    return isotonic < platt ? Isotonic.fit(probability, label) : Platt.fit(probability, label);
  }

  private double heldOutLoss(BiFunction<double[], boolean[], Calibrator> kind) {
    double loss = 0;
    for (int half = 0; half < 2; half++) {
      int held = half;
      int[] fitted = rows(row -> (person[row] & 1) != held);
      int[] measured = rows(row -> (person[row] & 1) == held);
      if (fitted.length == 0) {
        continue;
      }
      Calibrator calibrator = kind.apply(probabilities(fitted), labels(fitted));
      for (int row : measured) {
        loss += logLoss(calibrator.calibrate(probability[row]), label[row]);
      }
    }
    return loss;
  }

  private static double logLoss(double probability, boolean bad) {
    double given = bad ? probability : 1 - probability;
    return -StrictMath.log(Math.clamp(given, NEAREST_TO_CERTAIN, 1));
  }

  private int[] rows(IntPredicate chosen) {
    return IntStream.range(0, label.length).filter(chosen).toArray();
  }

  private double[] probabilities(int[] rows) {
    return Arrays.stream(rows).mapToDouble(row -> probability[row]).toArray();
  }

  private boolean[] labels(int[] rows) {
    boolean[] chosen = new boolean[rows.length];
    for (int i = 0; i < rows.length; i++) {
      chosen[i] = label[rows[i]];
    }
    return chosen;
  }
}
