package io.surety.watch.statistics;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How good a model turned out to be, by the outcomes that became known. The figures are those of an
 * evaluation before approval, computed by the same code, so that they can be compared; their
 * intervals are in closed form, so that they cost little and are the same on every machine.
 *
 * @param people how many borrowers
 * @param badRate of all loans
 * @param auc null when too few people are bad or good
 * @param kolmogorovSmirnov between the scores of bad and good loans; null with {@code auc}
 * @param brier mean squared distance of probability and outcome; null when all are one person's
 * @param reliability ten bins of equal mass, those of the calibration error
 */
public record RealisedPerformance(
    int people,
    BadRate badRate,
    @Nullable Estimated auc,
    @Nullable Estimated kolmogorovSmirnov,
    @Nullable Estimated brier,
    List<ReliabilityBin> reliability) {

  /** Of the intervals. */
  public static final double CONFIDENCE = 0.95;

  /** As many draws as an evaluation before approval has. */
  public static final int USUAL_ROUNDS = 500;

  public RealisedPerformance {
    reliability = List.copyOf(reliability);
  }

  /**
   * Measures loans whose outcome is known.
   *
   * @param outcomes at least one
   */
  public static RealisedPerformance of(Outcomes outcomes) {
    if (outcomes.size() == 0) {
      throw new IllegalArgumentException("Nothing can be measured before an outcome is known.");
    }
    People people = outcomes.people();
    Ranking ranking = Ranking.of(outcomes.probability(), outcomes.label());
    return new RealisedPerformance(
        people.count(),
        BadRate.of(outcomes, CONFIDENCE),
        AreaUnderCurve.of(ranking, outcomes.label(), people)
            .map(area -> area.estimated(CONFIDENCE))
            .orElse(null),
        Separation.of(ranking, outcomes.label(), people)
            .map(separation -> separation.estimated(CONFIDENCE))
            .orElse(null),
        BrierScore.of(outcomes, people).map(score -> score.estimated(CONFIDENCE)).orElse(null),
        Calibration.bins(ranking));
  }

  /** Expected calibration error: the mean distance over the ten bins, weighted by loans. */
  public @Nullable Double calibrationError() {
    return Calibration.error(reliability);
  }

  private static @Nullable Estimated auc(Outcomes outcomes) {
    return AreaUnderCurve.of(outcomes.probability(), outcomes.label(), outcomes.people())
        .map(area -> area.estimated(CONFIDENCE))
        .orElse(null);
  }

  /**
   * Loans by their probability.
   *
   * @param edges between the bands, strictly rising, each above 0 and below 1
   */
  public static List<ScoreBand> bands(Outcomes outcomes, List<Double> edges) {
    double[] ends = new double[edges.size() + 2];
    for (int edge = 0; edge < edges.size(); edge++) {
      ends[edge + 1] = edges.get(edge);
    }
    ends[ends.length - 1] = 1;
    for (int end = 1; end < ends.length; end++) {
      if (!(ends[end] > ends[end - 1])) {
        throw new IllegalArgumentException(
            "The edges of score bands rise between 0 and 1, but they are %s.".formatted(edges));
      }
    }
    List<ScoreBand> bands = new ArrayList<>();
    for (int band = 0; band + 1 < ends.length; band++) {
      int here = band;
      Outcomes some = outcomes.where(loan -> bandOf(outcomes.probability()[loan], ends) == here);
      if (some.size() > 0) {
        bands.add(
            new ScoreBand(band + 1, ends[band], ends[band + 1], BadRate.of(some, CONFIDENCE)));
      }
    }
    return bands;
  }

  private static int bandOf(double probability, double[] ends) {
    int found = Arrays.binarySearch(ends, probability + 0.0);
    return Math.min(ends.length - 2, found >= 0 ? found : -found - 2);
  }

  /**
   * Loans by the month in which they were decided.
   *
   * @param decided the month of each loan, in the same order
   */
  public static List<Cohort> cohorts(Outcomes outcomes, List<YearMonth> decided) {
    NavigableSet<YearMonth> months = new TreeSet<>(decided);
    return months.stream()
        .map(month -> {
          Outcomes some = outcomes.where(loan -> decided.get(loan).equals(month));
          return new Cohort(month, BadRate.of(some, CONFIDENCE), auc(some));
        })
        .toList();
  }
}
