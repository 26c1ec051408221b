package io.surety.evaluation;

import java.util.List;

/**
 * What the plots of the report draw, thinned to a few hundred points a curve; empty where the data
 * do not allow the curve.
 *
 * @param dependence one for each input, in the order of the schema; none without test loans
 */
public record Curves(
    List<Point> roc,
    List<Point> championRoc,
    List<Point> precisionRecall,
    List<Point> championPrecisionRecall,
    List<Distributions> distributions,
    List<ScoreBin> scores,
    List<Dependence> dependence) {

  public Curves {
    roc = List.copyOf(roc);
    championRoc = List.copyOf(championRoc);
    precisionRecall = List.copyOf(precisionRecall);
    championPrecisionRecall = List.copyOf(championPrecisionRecall);
    distributions = List.copyOf(distributions);
    scores = List.copyOf(scores);
    dependence = List.copyOf(dependence);
  }

  /** False positive rate and true positive rate, or recall and precision. */
  public record Point(double x, double y) {}

  /** Share of the bad and of the good loans that score at most this. */
  public record Distributions(double score, double bad, double good) {}

  /** Share of the bad and of the good loans that score from (inclusive) this to that. */
  public record ScoreBin(double from, double to, double bad, double good) {}
}
