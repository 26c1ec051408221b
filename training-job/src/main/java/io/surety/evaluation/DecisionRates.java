package io.surety.evaluation;

import io.surety.bundle.Decision;
import org.jspecify.annotations.Nullable;

/** How many test loans would get this decision, and how many of those were not paid on time. */
public record DecisionRates(
    Decision decision, int loans, @Nullable Double share, int bad, @Nullable Double badRate) {}
