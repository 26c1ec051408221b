package io.surety.watch.health;

import io.surety.bundle.Histogram;
import io.surety.bundle.InputType;
import io.surety.watch.Measured;
import io.surety.watch.Measurements.TrendPoint;
import io.surety.watch.statistics.DriftReading;
import io.surety.watch.statistics.DriftStatistic;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An input, or the scores, against the reference.
 *
 * @param name of the input, or {@link DriftReading#SCORES}
 * @param type null for the scores
 * @param categories of a category, in the order of their numbers; else empty
 * @param reference where the model was tried
 * @param current of the newest answers, between the same edges
 * @param readings what the watch measured last of it
 * @param trend its population stability index over time, the oldest first
 */
public record InputHealth(
    String name,
    @Nullable InputType type,
    List<String> categories,
    Histogram reference,
    Histogram current,
    List<Measured> readings,
    List<TrendPoint> trend) {

  public InputHealth {
    categories = List.copyOf(categories);
    readings = List.copyOf(readings);
    trend = List.copyOf(trend);
  }

  /** Whether these are the scores, and no input. */
  public boolean isScores() {
    return name.equals(DriftReading.SCORES);
  }

  /** What was measured last by one statistic; empty when it was not, or of too few rows. */
  public Optional<Measured> reading(DriftStatistic statistic) {
    String figure = "drift." + statistic.name().toLowerCase(Locale.ROOT);
    return readings.stream()
        .filter(each -> each.figure().equals(figure) && each.value() != null)
        .findFirst();
  }

  /** Whether its index was above its cut. */
  public boolean isShifted() {
    return reading(DriftStatistic.POPULATION_STABILITY)
        .filter(each -> isAbove(each.value(), each.cut()))
        .isPresent();
  }

  private static boolean isAbove(@Nullable Double value, @Nullable Double cut) {
    return value != null && cut != null && value > cut;
  }
}
