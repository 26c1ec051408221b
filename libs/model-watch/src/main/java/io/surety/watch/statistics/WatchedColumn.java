package io.surety.watch.statistics;

import io.surety.bundle.Histogram;
import io.surety.bundle.InputType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One column of the reference, with the cuts of every size of window that was looked at. */
final class WatchedColumn {

  private final String name;
  private final @Nullable InputType type;
  private final Histogram reference;
  private final double[] counts;
  private final Map<Integer, Cuts> cuts = new ConcurrentHashMap<>();

  /**
   * A column.
   *
   * @param type null for the scores
   */
  WatchedColumn(String name, @Nullable InputType type, Histogram reference, double effectiveRows) {
    this.name = name;
    this.type = type;
    this.reference = reference;
    this.counts = BinCounts.of(reference, effectiveRows);
  }

  Histogram reference() {
    return reference;
  }

  /** What is measured of this column. */
  List<DriftStatistic> statistics() {
    List<DriftStatistic> statistics = new ArrayList<>();
    if (counts.length > 2) {
      statistics.add(DriftStatistic.POPULATION_STABILITY);
      statistics.add(DriftStatistic.JENSEN_SHANNON);
      if (type != InputType.CATEGORY) {
        statistics.add(DriftStatistic.KOLMOGOROV_SMIRNOV);
      }
    }
    if (type != null) {
      statistics.add(DriftStatistic.MISSING_RATE);
    }
    if (type == InputType.CATEGORY) {
      statistics.add(DriftStatistic.UNKNOWN_RATE);
    }
    return statistics;
  }

  /** Measures a window, or says that it has too few rows. */
  List<DriftReading> readings(
      DriftWindow window, Histogram here, DriftSettings settings, double chanceOfEach) {
    int effective = (int) WindowSize.rounded(window.effectiveRows());
    if (effective < settings.leastRows()) {
      return statistics().stream()
          .map(statistic -> reading(window, statistic, 0, 0, settings, DriftVerdict.TOO_FEW_ROWS))
          .toList();
    }
    Cuts luck = cuts.computeIfAbsent(effective, rows -> cuts(rows, chanceOfEach));
    double[] now = BinCounts.of(here, window.effectiveRows());
    return statistics().stream()
        .map(statistic -> measured(window, here, statistic, now, luck, settings))
        .toList();
  }

  private DriftReading measured(
      DriftWindow window,
      Histogram here,
      DriftStatistic statistic,
      double[] now,
      Cuts luck,
      DriftSettings settings) {
    return switch (statistic) {
      case POPULATION_STABILITY ->
          judged(window, statistic, PopulationStability.ofCounts(counts, now), luck, settings);
      case JENSEN_SHANNON ->
          judged(window, statistic, BinCounts.jensenShannon(counts, now), luck, settings);
      case KOLMOGOROV_SMIRNOV ->
          judged(window, statistic, BinCounts.kolmogorovSmirnov(counts, now), luck, settings);
      case MISSING_RATE -> {
        double change = missing(here) - missing(reference);
        double chance = change < 0 ? luck.missingFall : luck.missingRise;
        yield judged(window, statistic, Math.abs(change), chance, settings);
      }
      case UNKNOWN_RATE -> {
        long unknown = window.unknown().getOrDefault(name, 0L);
        double rate = unknown == 0 ? 0 : (double) unknown / (unknown + window.rows());
        yield judged(window, statistic, rate, luck.unknownRise, settings);
      }
    };
  }

  private DriftReading judged(
      DriftWindow window,
      DriftStatistic statistic,
      double value,
      Cuts luck,
      DriftSettings settings) {
    return judged(window, statistic, value, luck.ofBins.getOrDefault(statistic, 0.0), settings);
  }

  private DriftReading judged(
      DriftWindow window,
      DriftStatistic statistic,
      double value,
      double chance,
      DriftSettings settings) {
    boolean drifted = value > chance && value > settings.floors().of(statistic);
    return reading(
        window,
        statistic,
        value,
        chance,
        settings,
        drifted ? DriftVerdict.DRIFTED : DriftVerdict.STABLE);
  }

  private DriftReading reading(
      DriftWindow window,
      DriftStatistic statistic,
      double value,
      double chance,
      DriftSettings settings,
      DriftVerdict verdict) {
    return new DriftReading(
        name,
        statistic,
        value,
        chance,
        settings.floors().of(statistic),
        window.rows(),
        window.effectiveRows(),
        verdict);
  }

  private Cuts cuts(int rows, double chance) {
    double missing = counts[counts.length - 1];
    double all = 0;
    for (double count : counts) {
      all += count;
    }
    return new Cuts(
        counts.length > 2 ? ChanceCuts.of(counts, rows, chance) : Map.of(),
        ChanceOfRate.rise(missing, all - missing, rows, chance / 2),
        ChanceOfRate.fall(missing, all - missing, rows, chance / 2),
        ChanceOfRate.rise(0, all, rows, chance));
  }

  private static double missing(Histogram histogram) {
    return histogram.total() == 0 ? 0 : (double) histogram.missing() / histogram.total();
  }

  private record Cuts(
      Map<DriftStatistic, Double> ofBins,
      double missingRise,
      double missingFall,
      double unknownRise) {}
}
