package io.surety.watch;

import io.surety.watch.statistics.Estimated;
import io.surety.watch.statistics.RealisedPerformance;
import io.surety.watch.statistics.Worth;
import io.surety.watch.statistics.WorthFigure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures that no rule judges, as they are kept: all of one moment. */
final class FigureRows {

  static final double CONFIDENCE = RealisedPerformance.CONFIDENCE;
  static final long SEED = 20260101;

  private final Instant now;
  private final List<Measured> rows = new ArrayList<>();

  FigureRows(Instant now) {
    this.now = now;
  }

  /** The figures of a worth that can be told, such as {@code realised.auc}. */
  void add(String kind, Instant from, Worth worth) {
    for (WorthFigure figure : WorthFigure.values()) {
      Estimated estimated = worth.figure(figure);
      if (estimated != null) {
        add(
            kind + "." + figure.written(),
            "",
            from,
            worth.loans(),
            estimated,
            String.format(
                Locale.ROOT,
                "The %s %s of %,d loans is %.4f (%.4f to %.4f).",
                kind,
                figure.words(),
                worth.loans(),
                estimated.value(),
                estimated.interval().lower(),
                estimated.interval().upper()));
      }
    }
  }

  void add(
      String figure, String subject, Instant from, long rows, Estimated value, String sentence) {
    add(
        figure,
        subject,
        from,
        rows,
        value.value(),
        value.interval().lower(),
        value.interval().upper(),
        sentence);
  }

  void add(String figure, String subject, Instant from, long rows, double value, String sentence) {
    add(figure, subject, from, rows, value, null, null, sentence);
  }

  private void add(
      String figure,
      String subject,
      Instant from,
      long loans,
      double value,
      @Nullable Double lower,
      @Nullable Double upper,
      String sentence) {
    rows.add(
        new Measured(figure, subject, now, from, loans, value, lower, upper, null, null, sentence));
  }

  List<Measured> rows() {
    return rows;
  }
}
