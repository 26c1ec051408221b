package io.surety.report;

import io.surety.evaluation.Comparison;
import io.surety.evaluation.Curves;
import io.surety.evaluation.Curves.Distributions;
import io.surety.evaluation.Curves.Point;
import io.surety.evaluation.Evaluation;
import java.util.List;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.data.xy.XYSeries;

/** How well bad loans are told from good ones: ROC, precision over recall, and KS. */
final class RankingPlots {

  private static final int WIDTH = 470;
  private static final int HEIGHT = 380;

  /** Precision before this recall rests on a handful of loans and does not set the scale. */
  private static final double STEADY_RECALL = 0.02;

  private final Curves curves;
  private final Evaluation evaluation;

  RankingPlots(Evaluation evaluation) {
    this.evaluation = evaluation;
    this.curves = evaluation.curves();
  }

  Html roc() {
    Lines lines =
        new Lines(
            Chart.percent("good loans taken for bad", 0, 1),
            Chart.percent("bad loans found", 0, 1));
    curves(lines, curves.roc(), curves.championRoc());
    lines.reference("a coin", 0, 0, 1, 1);
    return new Chart(
            "roc",
            "ROC curve",
            "Each point is a threshold. The further the curve bends from the dashed line to the"
                + " upper left, the better bad loans are told from good ones; the area below it is"
                + " the AUC.")
        .figure(lines.plot(), WIDTH, HEIGHT);
  }

  Html precisionRecall() {
    Double badRate = evaluation.population().badRate();
    double base = badRate == null ? 0 : badRate;
    double top =
        curves.precisionRecall().stream()
            .filter(point -> point.x() >= STEADY_RECALL)
            .mapToDouble(Point::y)
            .max()
            .orElse(1);
    double scale = Math.min(1, 1.15 * Math.max(top, 2 * base));
    Lines lines =
        new Lines(
            Chart.percent("bad loans found (recall)", 0, 1),
            Chart.percent("bad among those named bad (precision)", 0, scale));
    curves(lines, curves.precisionRecall(), curves.championPrecisionRecall());
    lines.reference("bad rate of all loans", 0, base, 1, base);
    return new Chart(
            "precision-recall",
            "Precision and recall",
            "Of the loans that a threshold names bad, how many are (upwards), and how many of all"
                + " bad loans it finds (to the right). A model without signal follows the dashed"
                + " line; the far left rests on a handful of loans.")
        .figure(lines.plot(), WIDTH, HEIGHT);
  }

  Html kolmogorovSmirnov() {
    List<Distributions> points = curves.distributions();
    double from = points.isEmpty() ? 0 : points.getFirst().score();
    double to = points.isEmpty() ? 1 : ScorePlot.end(curves.scores());
    Lines lines =
        new Lines(
            Chart.percent("probability of not paying", from, to),
            Chart.percent("loans that score at most this", 0, 1));
    XYSeries good = lines.line("paid on time", Ink.GOOD.color(), Chart.LINE);
    XYSeries bad = lines.line("not paid on time", Ink.BAD.color(), Chart.LINE);
    for (Distributions point : points) {
      if (point.score() <= to) {
        good.add(point.score(), point.good());
        bad.add(point.score(), point.bad());
      }
    }
    Double ks = evaluation.model().ks();
    Double at = evaluation.model().ksAt();
    if (ks != null && at != null && at <= to) {
      ValueMarker marker = Lines.upright(at, "KS " + Digits.of(ks), Ink.MUTED.color());
      ScorePlot.turnInside(marker, from, to);
      lines.plot().addDomainMarker(marker);
    }
    return new Chart(
            "ks",
            "Kolmogorov-Smirnov",
            "The two distributions of the score; KS is the greatest distance between the curves.")
        .figure(lines.plot(), WIDTH, HEIGHT);
  }

  private void curves(Lines lines, List<Point> model, List<Point> champion) {
    fill(lines.line("this model", Ink.MODEL.color(), Chart.LINE), model);
    Comparison served = evaluation.champion();
    if (served != null) {
      fill(lines.line("champion " + served.version(), Ink.CHAMPION.color(), Chart.LINE), champion);
    }
  }

  private static void fill(XYSeries line, List<Point> points) {
    points.forEach(point -> line.add(point.x(), point.y()));
  }
}
