package io.surety.predictionlog;

import java.time.LocalDate;
import java.util.UUID;

/**
 * What became of a decision.
 *
 * @param bad whether the loan was not paid on time
 * @param knownOn the day on which that became known
 */
public record Outcome(UUID prediction, boolean bad, LocalDate knownOn) {}
