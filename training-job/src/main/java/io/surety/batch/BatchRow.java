package io.surety.batch;

import io.surety.bundle.Binding;
import io.surety.feature.UserId;
import io.surety.predictionlog.LoggedPrediction.Lookup;
import org.jspecify.annotations.Nullable;

/**
 * A row to be scored.
 *
 * @param place in the batch, from 0
 * @param user whom it is about, if that is known
 * @param lookup how its features were looked up; null when they came with the row
 * @param binding the row in the order of the model's schema, or why it is none
 */
record BatchRow(long place, @Nullable UserId user, @Nullable Lookup lookup, Binding binding) {}
