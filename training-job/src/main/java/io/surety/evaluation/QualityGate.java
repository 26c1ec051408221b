package io.surety.evaluation;

import java.util.ArrayList;
import java.util.List;

/** Holds an evaluation against the gates of a spec. */
public final class QualityGate {

  private QualityGate() {}

  /**
   * The result of every gate, passed or not, in a fixed order: signal, calibration, champion (when
   * there is one), parity. What could not be measured does not pass.
   */
  public static List<GateResult> check(Gates gates, Evaluation evaluation) {
    List<GateResult> results = new ArrayList<>();
    results.add(SignalGate.check(gates, evaluation));
    results.add(CalibrationGate.checkError(gates, evaluation));
    results.add(CalibrationGate.checkRatio(gates, evaluation));
    Comparison champion = evaluation.champion();
    if (champion != null) {
      results.add(ChampionGate.check(gates, evaluation, champion));
    }
    for (GroupParity parity : evaluation.parity()) {
      results.add(ParityGate.check(gates, evaluation, parity));
    }
    return List.copyOf(results);
  }

  /** Whether every gate was passed. */
  public static boolean passed(List<GateResult> results) {
    return results.stream().allMatch(GateResult::passed);
  }
}
