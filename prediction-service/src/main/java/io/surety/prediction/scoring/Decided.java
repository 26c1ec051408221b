package io.surety.prediction.scoring;

import io.surety.bundle.Assessment;
import java.util.UUID;

/**
 * A decision that was made, under the name by which it can be found again.
 *
 * @param predictionId a UUIDv7: unique, and in the order of time
 * @param assessment margin, probability, decision and points of the row
 */
public record Decided(UUID predictionId, Assessment assessment) {}
