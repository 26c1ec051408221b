package io.surety.evaluation;

import org.jspecify.annotations.Nullable;

/**
 * What became of one gate.
 *
 * @param name {@code signal}, {@code calibration_error}, {@code predicted_over_actual}, {@code
 *     champion}, {@code parity_gender} or {@code parity_age_band}
 * @param passed whether the candidate may be approved as far as this gate goes
 * @param overridable whether an approver may approve all the same, with a reason
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
    String sentence) {}
