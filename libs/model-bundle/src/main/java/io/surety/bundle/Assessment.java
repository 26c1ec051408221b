package io.surety.bundle;

/**
 * What the scorer says of one row.
 *
 * @param margin the raw score of "not paid", as {@link Scorer#margin} gives it
 * @param probability the calibrated probability of not paying
 * @param decision what the policy makes of the probability
 * @param points what the score scale makes of it; more points, less risk
 */
public record Assessment(float margin, double probability, Decision decision, int points) {}
