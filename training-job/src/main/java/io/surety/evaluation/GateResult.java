package io.surety.evaluation;

import org.jspecify.annotations.Nullable;

/**
 * What became of one gate.
 *
 * @param name {@code signal}, {@code calibration_error}, {@code predicted_over_actual}, {@code
 *     champion}, {@code parity_gender}, {@code parity_age_band} or {@code unseen_people}
 * @param passed whether the candidate may be approved as far as this gate goes
 * @param overridable whether an approver may approve all the same, with a reason; only a candidate
 *     that was tested on no loan at all cannot be overridden
 * @param flagged true on a failed gate about the treatment of people: the reason must speak of it
 * @param measured the figure held against the bound; null when it could not be measured, which
 *     never passes
 * @param bound what was asked
 * @param sentence the result in plain words
 */
public record GateResult(
    String name,
    boolean passed,
    boolean overridable,
    boolean flagged,
    @Nullable Double measured,
    Bound bound,
    String sentence) {

  static GateResult of(String name, boolean passed, double measured, Bound bound, String sentence) {
    return new GateResult(name, passed, true, false, measured, bound, sentence);
  }

  /** Not passed, for want of a figure; without any test loan nobody can override it. */
  static GateResult unmeasured(Evaluation evaluation, String name, Bound bound, String sentence) {
    String why = evaluation.notes().isEmpty() ? "" : " " + String.join(" ", evaluation.notes());
    boolean overridable = evaluation.population().loans() > 0;
    return new GateResult(name, false, overridable, false, null, bound, sentence + why);
  }

  GateResult withFlag() {
    return new GateResult(name, passed, overridable, true, measured, bound, sentence);
  }
}
