package io.surety.simulation;

/** Nobody who is simulated is that different from everybody else. */
public final class TooFar extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TooFar(String sentence) {
    super(sentence);
  }
}
