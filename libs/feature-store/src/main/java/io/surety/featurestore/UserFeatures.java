package io.surety.featurestore;

import io.surety.feature.FeatureVector;
import io.surety.feature.UserId;
import java.time.Instant;
import java.time.LocalDate;

/**
 * One user's features at a date.
 *
 * @param loanDate the date of the latest loan that counted
 * @param knownAt the newest load that they take into account: recomputed from what was known then,
 *     they are the same to the last bit
 */
public record UserFeatures(
    UserId userId, LocalDate loanDate, FeatureVector values, Instant knownAt) {}
