package io.surety.evaluation;

import io.surety.watch.statistics.Estimate;
import io.surety.watch.statistics.Metrics;
import org.jspecify.annotations.Nullable;

/**
 * Another model on the same loans, and how far the candidate is from it; the intervals are paired:
 * both models meet the same people in every draw.
 *
 * @param version the other model's version, or {@code trivial}
 * @param metrics the other model's figures
 * @param aucDifference candidate minus the other; above zero the candidate ranks better
 * @param logLossDifference candidate minus the other; below zero the candidate's probabilities are
 *     better
 * @param otherSplit how the other model's split differs, in words such as {@code split.salt
 *     differs}, when it may therefore have trained on people of this test; null when it cannot have
 */
public record Comparison(
    String version,
    Metrics metrics,
    @Nullable Estimate aucDifference,
    @Nullable Estimate logLossDifference,
    @Nullable String otherSplit) {}
