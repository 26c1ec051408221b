package io.surety.evaluation;

import org.jspecify.annotations.Nullable;

/**
 * A tenth of the test loans, the first being the riskiest.
 *
 * @param decile 1 to 10
 * @param loans in this tenth
 * @param bad loans that were not paid on time; a fraction where equal scores cross the border, as
 *     the expected count over every order of them
 * @param badRate bad over loans
 * @param lift bad rate over that of all test loans; null when none went bad
 * @param capturedBad share of all bad loans in this tenth and the riskier ones; null likewise
 */
public record LiftDecile(
    int decile,
    int loans,
    double bad,
    double badRate,
    @Nullable Double lift,
    @Nullable Double capturedBad) {}
