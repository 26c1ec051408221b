package io.surety.evaluation;

import org.jspecify.annotations.Nullable;

/**
 * How one group of borrowers fares.
 *
 * @param group the group's name, {@code unknown} when the table does not say
 * @param loans of the group in the test set
 * @param people of the group in the test set
 * @param judged false when the group has too few people for its rates to be compared; they are
 *     shown all the same
 * @param approved loans that the policy would approve
 * @param approvalRate approved over loans
 * @param badRate share of loans that were not paid on time
 * @param good loans that were paid on time
 * @param truePositiveRate share of the loans paid on time that the policy would approve; null when
 *     none was
 */
public record GroupRates(
    String group,
    int loans,
    int people,
    boolean judged,
    int approved,
    double approvalRate,
    double badRate,
    int good,
    @Nullable Double truePositiveRate) {}
