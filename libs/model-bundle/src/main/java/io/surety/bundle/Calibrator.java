package io.surety.bundle;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * Turns the probability that a forest claims into the one that is observed. Every calibrator is
 * non-decreasing, so it never changes the order of two applicants, and maps [0, 1] into [0, 1].
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Identity.class, name = "identity"),
  @JsonSubTypes.Type(value = Platt.class, name = "platt"),
  @JsonSubTypes.Type(value = Isotonic.class, name = "isotonic")
})
public sealed interface Calibrator permits Identity, Platt, Isotonic {

  /** The calibrated probability for an uncalibrated one between 0 and 1. */
  double calibrate(double probability);
}
