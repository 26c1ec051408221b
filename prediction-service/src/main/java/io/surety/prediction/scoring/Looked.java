package io.surety.prediction.scoring;

import io.surety.predictionlog.LoggedPrediction.Lookup;
import org.jspecify.annotations.Nullable;

/**
 * How features were looked up, and whether they were fresh.
 *
 * @param stale null when they were
 */
record Looked(Lookup lookup, Freshness.@Nullable Stale stale) {}
