package io.surety.spec;

import java.time.LocalDate;
import java.util.Optional;

/**
 * The loans that a model is tested on, by date; what is older trains and calibrates. Exactly one of
 * the two is given.
 *
 * @param latest share of the loans, the latest ones
 * @param from first date
 */
public record TestLoans(Optional<Double> latest, Optional<LocalDate> from) {

  /** Refuses none and both. */
  public TestLoans {
    if (latest.isPresent() == from.isPresent()) {
      throw new IllegalArgumentException(
          "The tested loans are given by their share ('latest: 0.3') or by their first date ('from:"
              + " 2020-07-01'), by one of the two.");
    }
    latest.ifPresent(share -> Split.requireShare("latest", share));
  }
}
