package io.surety.evaluation;

import org.jspecify.annotations.Nullable;

/**
 * Who was looked at.
 *
 * @param badRate share of the test loans that were not paid on time; null without loans
 * @param trainingBadRate the same of the training loans
 */
public record Population(
    int loans,
    int bad,
    int people,
    @Nullable Double badRate,
    int trainingLoans,
    double trainingBadRate) {}
