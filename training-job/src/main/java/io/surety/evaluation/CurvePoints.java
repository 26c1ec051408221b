package io.surety.evaluation;

import io.surety.evaluation.Curves.Distributions;
import io.surety.evaluation.Curves.Point;
import io.surety.evaluation.Curves.ScoreBin;
import io.surety.watch.statistics.Ranking;
import java.util.ArrayList;
import java.util.List;

/** The curves of one model, thinned so that no step between kept points can be seen. */
final class CurvePoints {

  /** A point is kept when it is this far from the last kept one. */
  private static final double STEP = 1.0 / 200;

  private static final int SCORE_BINS = 40;

  /** The last bin of scores takes this share of the loans at the risky end. */
  private static final double TAIL = 0.005;

  private CurvePoints() {}

  /** False against true positive rate, from the riskiest score down. */
  static List<Point> roc(Ranking ranking) {
    List<Point> points = new ArrayList<>();
    if (!ranking.hasBothOutcomes()) {
      return points;
    }
    Point last = new Point(0, 0);
    points.add(last);
    long bad = 0;
    long good = 0;
    for (int group = ranking.groups() - 1; group >= 0; group--) {
      bad += ranking.bad(group);
      good += ranking.good(group);
      Point here = new Point(share(good, ranking.allGood()), share(bad, ranking.allBad()));
      if (group == 0 || here.x() - last.x() >= STEP || here.y() - last.y() >= STEP) {
        points.add(here);
        last = here;
      }
    }
    return points;
  }

  /** Recall against precision, from the riskiest score down. */
  static List<Point> precisionRecall(Ranking ranking) {
    List<Point> points = new ArrayList<>();
    if (!ranking.hasBothOutcomes()) {
      return points;
    }
    long bad = 0;
    long loans = 0;
    double lastRecall = -1;
    for (int group = ranking.groups() - 1; group >= 0; group--) {
      bad += ranking.bad(group);
      loans += ranking.loans(group);
      double recall = share(bad, ranking.allBad());
      if (bad > 0 && (group == 0 || recall - lastRecall >= STEP)) {
        points.add(new Point(recall, share(bad, loans)));
        lastRecall = recall;
      }
    }
    return points;
  }

  /** The distributions between which Kolmogorov and Smirnov measure. */
  static List<Distributions> distributions(Ranking ranking) {
    List<Distributions> points = new ArrayList<>();
    if (!ranking.hasBothOutcomes()) {
      return points;
    }
    Distributions last = new Distributions(ranking.score(0), 0, 0);
    points.add(last);
    long bad = 0;
    long good = 0;
    for (int group = 0; group < ranking.groups(); group++) {
      bad += ranking.bad(group);
      good += ranking.good(group);
      Distributions here =
          new Distributions(
              ranking.score(group), share(bad, ranking.allBad()), share(good, ranking.allGood()));
      if (group == ranking.groups() - 1
          || here.bad() - last.bad() >= STEP
          || here.good() - last.good() >= STEP) {
        points.add(here);
        last = here;
      }
    }
    return points;
  }

  /** Bins of equal width up to the risky tail, which the last bin holds whole. */
  static List<ScoreBin> scores(Ranking ranking) {
    List<ScoreBin> bins = new ArrayList<>();
    if (!ranking.hasBothOutcomes()) {
      return bins;
    }
    double from = ranking.score(0);
    double to = tailStart(ranking);
    int count = to > from ? SCORE_BINS : 1;
    double width = to > from ? (to - from) / SCORE_BINS : 0;
    long[] bad = new long[count];
    long[] good = new long[count];
    for (int group = 0; group < ranking.groups(); group++) {
      int bin = width == 0 ? 0 : (int) Math.min(count - 1, (ranking.score(group) - from) / width);
      bad[bin] += ranking.bad(group);
      good[bin] += ranking.good(group);
    }
    for (int bin = 0; bin < count; bin++) {
      bins.add(
          new ScoreBin(
              from + bin * width,
              bin == count - 1 ? ranking.score(ranking.groups() - 1) : from + (bin + 1) * width,
              share(bad[bin], ranking.allBad()),
              share(good[bin], ranking.allGood())));
    }
    return bins;
  }

  private static double tailStart(Ranking ranking) {
    long above = 0;
    int group = ranking.groups() - 1;
    while (group > 0 && above + ranking.loans(group) <= TAIL * ranking.allLoans()) {
      above += ranking.loans(group);
      group--;
    }
    return ranking.score(group);
  }

  private static double share(long part, long all) {
    return (double) part / all;
  }
}
