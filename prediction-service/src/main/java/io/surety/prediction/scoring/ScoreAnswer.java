package io.surety.prediction.scoring;

import io.surety.bundle.Decision;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The answer for one thing scored.
 *
 * @param predictionId a UUIDv7: unique, and in the order of time
 * @param userId null when the features came with the request
 * @param asOf the date that the features were taken at; null when they came with the request
 * @param probability of not paying, between 0 and 1
 * @param features what the model was given, by input name; null where a value is missing
 */
record ScoreAnswer(
    UUID predictionId,
    @Nullable Long userId,
    @Nullable LocalDate asOf,
    double probability,
    Decision decision,
    Map<String, @Nullable Object> features,
    Model model) {

  /** The version that spoke. */
  record Model(String name, int version) {}
}
