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
 * evaluation before approval, computed by the same code, so that they can be compared.
 *
 * @param people how many borrowers
 * @param badRate of all loans
 * @param auc with its interval in closed form; null when too few people are bad or good
 * @param metrics with 95 % intervals from drawing people
 * @param reliability ten bins of equal mass, those of the calibration error
 * @param bands between the edges asked for, those that have loans
 * @param cohorts by the month of the decision
 */
public record RealisedPerformance(
    int people,
    BadRate badRate,
    @Nullable Estimated auc,
    Metrics metrics,
    List<ReliabilityBin> reliability,
    List<ScoreBand> bands,
    List<Cohort> cohorts) {

  /** Of the intervals. */
  public static final double CONFIDENCE = 0.95;

  /** As many draws as an evaluation before approval has. */
  public static final int USUAL_ROUNDS = 500;

  public RealisedPerformance {
    reliability = List.copyOf(reliability);
    bands = List.copyOf(bands);
    cohorts = List.copyOf(cohorts);
  }

  /**
   * Measures loans whose outcome is known.
   *
   * @param outcomes at least one
   * @param decided the month in which each loan was decided, in the same order
   * @param edges between the bands, strictly rising, each above 0 and below 1; the thresholds of
   *     the policy, for instance
   * @param seed of the bootstrap
   */
  public static RealisedPerformance of(
      Outcomes outcomes, List<YearMonth> decided, List<Double> edges, int rounds, long seed) {
    if (outcomes.size() == 0) {
      throw new IllegalArgumentException("Nothing can be measured before an outcome is known.");
    }
    if (decided.size() != outcomes.size()) {
      throw new IllegalArgumentException(
          "Every loan was decided in a month, but there are %d months for %d loans."
              .formatted(decided.size(), outcomes.size()));
    }
    People people = outcomes.people();
    ScoredModel model = new ScoredModel(outcomes.label(), outcomes.probability(), people);
    PersonBootstrap bootstrap = new PersonBootstrap(people, seed, rounds, model);
    return new RealisedPerformance(
        people.count(),
        BadRate.of(outcomes, CONFIDENCE),
        auc(outcomes),
        Metrics.of(bootstrap, 0, model.ranking()),
        Calibration.bins(model.ranking()),
        bands(outcomes, edges),
        cohorts(outcomes, decided));
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
        bands.add(new ScoreBand(ends[band], ends[band + 1], BadRate.of(some, CONFIDENCE)));
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
