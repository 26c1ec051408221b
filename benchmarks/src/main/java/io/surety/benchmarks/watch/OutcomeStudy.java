package io.surety.benchmarks.watch;

import io.surety.benchmarks.results.Table;
import io.surety.bundle.DecisionPolicy;
import io.surety.watch.statistics.AgainstTrivial;
import io.surety.watch.statistics.AreaUnderCurve;
import io.surety.watch.statistics.ExpectedPerformance;
import io.surety.watch.statistics.FalseAlarms;
import io.surety.watch.statistics.Outcomes;
import io.surety.watch.statistics.People;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Whether what was estimated came true, on loans of people that the model never saw. */
final class OutcomeStudy {

  private static final List<Integer> SIZES = List.of(1_000, 5_000, 20_000);
  private static final double CONFIDENCE = 0.95;
  private static final FalseAlarms A_LOOK_A_NIGHT = new FalseAlarms(0.01 / 30);

  private OutcomeStudy() {}

  /** One row for each size of window. */
  static Table table(Traffic unseen, DecisionPolicy policy, double trainingBadRate, long seed) {
    List<List<String>> rows = new ArrayList<>();
    for (int size : SIZES) {
      int windows = unseen.size() / size;
      if (windows > 0) {
        rows.add(row(unseen, policy, trainingBadRate, seed, size, windows));
      }
    }
    return new Table(
        "Estimated before, realised after: how often the figure lay in the 95 % interval",
        List.of(
            "loans",
            "windows",
            "bad rate",
            "AUC",
            "Brier",
            "better than the trivial model",
            "below it"),
        rows);
  }

  private static List<String> row(
      Traffic unseen,
      DecisionPolicy policy,
      double trainingBadRate,
      long seed,
      int size,
      int windows) {
    int badRates = 0;
    int aucs = 0;
    int briers = 0;
    int better = 0;
    int below = 0;
    for (int window = 0; window < windows; window++) {
      int first = window * size;
      Traffic some = unseen.at(IntStream.range(first, first + size).toArray());
      boolean[] label = new boolean[size];
      double brier = 0;
      for (int loan = 0; loan < size; loan++) {
        label[loan] = some.outcome()[loan] == 1;
        double error = some.probability()[loan] - some.outcome()[loan];
        brier += error * error / size;
      }
      Outcomes outcomes = new Outcomes(some.probability(), label, some.person());
      ExpectedPerformance expected =
          ExpectedPerformance.of(some.probability(), policy, CONFIDENCE, seed + window);
      badRates += expected.badRate().interval().contains((double) outcomes.bad() / size) ? 1 : 0;
      double auc =
          AreaUnderCurve.of(some.probability(), label, People.of(some.person(), label))
              .map(AreaUnderCurve::value)
              .orElse(Double.NaN);
      aucs += expected.auc() != null && expected.auc().interval().contains(auc) ? 1 : 0;
      briers += expected.brier().interval().contains(brier) ? 1 : 0;
      switch (AgainstTrivial.realised(outcomes, trainingBadRate, 0, A_LOOK_A_NIGHT).verdict()) {
        case BETTER -> better++;
        case BELOW -> below++;
        case UNDECIDED, TOO_FEW -> {}
      }
    }
    return List.of(
        String.format(Locale.ROOT, "%,d", size),
        String.format(Locale.ROOT, "%,d", windows),
        percent(badRates, windows),
        percent(aucs, windows),
        percent(briers, windows),
        percent(better, windows),
        percent(below, windows));
  }

  private static String percent(int part, int all) {
    return String.format(Locale.ROOT, "%.0f %%", 100.0 * part / all);
  }
}
