package io.surety.watch.statistics;

import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * The loans decided in one month.
 *
 * @param auc null when too few people are bad or good
 */
public record Cohort(YearMonth month, BadRate badRate, @Nullable Estimated auc) {}
