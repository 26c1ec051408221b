package io.surety.watch;

import io.surety.bundle.InputSchema;
import io.surety.bundle.ReferenceHistograms;
import io.surety.feature.Feature;
import java.util.SplittableRandom;

/**
 * Applicants as a model of the five features meets them; those of a shift are older by ten years.
 */
final class SimulatedLoans {

  static final InputSchema SCHEMA = InputSchema.of(Feature.values());

  private final SplittableRandom random;
  private final double older;

  private SimulatedLoans(long seed, double older) {
    this.random = new SplittableRandom(seed);
    this.older = older;
  }

  static SimulatedLoans quiet(long seed) {
    return new SimulatedLoans(seed, 0);
  }

  static SimulatedLoans shifted(long seed) {
    return new SimulatedLoans(seed, 10);
  }

  /** Older by so many years, of which ten are a standard deviation. */
  static SimulatedLoans older(long seed, double years) {
    return new SimulatedLoans(seed, years);
  }

  /** The inputs in the order of the schema, then the probability. */
  double[] next() {
    double previous = Math.min(6, Math.floor(-Math.log(1 - random.nextDouble()) * 1.5));
    double age = Math.floor(40 + older + 10 * random.nextGaussian());
    double job = random.nextDouble() < 0.15 ? Double.NaN : Math.floor(random.nextDouble() * 20);
    double car = random.nextDouble() < 0.4 ? 1 : 0;
    double margin =
        -1.8 + 0.3 * previous - 0.04 * (age - 40) - 0.5 * car + 0.4 * random.nextGaussian();
    return new double[] {
      previous,
      previous == 0 ? Double.NaN : 100 + 30 * random.nextGaussian(),
      age,
      job,
      car,
      1 / (1 + Math.exp(-margin))
    };
  }

  boolean happens(double probability) {
    return random.nextDouble() < probability;
  }

  static ReferenceHistograms reference() {
    SimulatedLoans loans = quiet(1);
    int rows = 20_000;
    double[][] columns = new double[SCHEMA.size() + 1][rows];
    for (int row = 0; row < rows; row++) {
      double[] next = loans.next();
      for (int column = 0; column < next.length; column++) {
        columns[column][row] = next[column];
      }
    }
    return ReferenceHistograms.of(SCHEMA, index -> columns[index], columns[SCHEMA.size()]);
  }
}
