package io.surety.prediction.scoring;

import io.surety.feature.UserId;
import io.surety.prediction.shadow.KnownUser;
import io.surety.predictionlog.LoggedPrediction.Lookup;
import org.jspecify.annotations.Nullable;

/**
 * How a user's features were looked up, and whether they were fresh.
 *
 * @param stale null when they were
 * @param known all that was found, also what the model does not ask for
 */
record Looked(UserId user, Lookup lookup, Freshness.@Nullable Stale stale, KnownUser known) {}
