package io.surety.evaluation;

import org.jspecify.annotations.Nullable;

/**
 * One input: how much the trees lean on it, and whether it looks in the test set as it did in
 * training.
 *
 * @param gainShare its share of the gain of all splits, 0 to 1; null when the model has no split
 * @param drift population stability index from training to test; null without loans on a side
 * @param missingInTraining share of missing values; null without loans
 * @param missingInTest share of missing values; null without loans
 */
public record InputImportance(
    String name,
    @Nullable Double gainShare,
    @Nullable Double drift,
    @Nullable Double missingInTraining,
    @Nullable Double missingInTest) {}
