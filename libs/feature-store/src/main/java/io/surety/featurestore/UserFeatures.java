package io.surety.featurestore;

import io.surety.feature.FeatureVector;
import io.surety.feature.UserId;
import java.time.LocalDate;

/**
 * One user's features at a date.
 *
 * @param loanDate the date of the latest loan that counted
 */
public record UserFeatures(UserId userId, LocalDate loanDate, FeatureVector values) {}
