package io.surety.prediction.features;

import io.surety.feature.Basis;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * When, and for which application, features are asked for.
 *
 * @param asOf null leaves it to the feature service: today
 * @param basis null leaves it to the feature service: latest_loan
 */
public record Moment(@Nullable LocalDate asOf, @Nullable Basis basis) {}
