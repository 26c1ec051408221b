package io.surety.bundle;

/** Takes the probability of the forest as it is. */
public record Identity() implements Calibrator {

  @Override
  public double calibrate(double probability) {
    return probability;
  }
}
