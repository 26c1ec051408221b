package io.surety.evaluation;

import java.util.List;

/** Holds an evaluation against the gates of a spec. */
public final class QualityGate {

  private QualityGate() {}

  /** The result of every gate, passed or not, in a fixed order. */
  @SuppressWarnings("DoNotCallSuggester")
  public static List<GateResult> check(Gates gates, Evaluation evaluation) {
    throw new UnsupportedOperationException();
  }

  /** Whether every gate was passed. */
  public static boolean passed(List<GateResult> results) {
    return results.stream().allMatch(GateResult::passed);
  }
}
