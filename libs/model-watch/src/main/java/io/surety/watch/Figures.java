package io.surety.watch;

import io.surety.watch.statistics.DriftReading;
import io.surety.watch.statistics.DriftVerdict;
import io.surety.watch.statistics.ExpectedPerformance;
import io.surety.watch.statistics.Worth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a look measured of answers: what its rules say, drift, and estimates. */
final class Figures {

  private final Instant now;
  private final List<Measured> measured = new ArrayList<>();

  private Figures(Instant now) {
    this.now = now;
  }

  static List<Measured> of(WatchedModel model, Evidence evidence, Judgement judgement) {
    Figures figures = new Figures(evidence.now());
    judgement.findings().forEach(figures::add);
    Instant from = evidence.from(LogWindows.ofInputs(model.policy()));
    Answers answers = evidence.answers().since(from);
    judgement.drift().readings().forEach(reading -> figures.add(reading, answers.from()));
    if (answers.size() > 0) {
      FigureRows estimated = new FigureRows(evidence.now());
      estimated.add(
          "estimated",
          figures.earlier(answers.from()),
          Worth.of(
              ExpectedPerformance.of(
                  answers.probabilities(),
                  model.decisions(),
                  FigureRows.CONFIDENCE,
                  FigureRows.SEED)));
      figures.measured.addAll(estimated.rows());
    }
    return figures.measured;
  }

  private void add(Finding finding) {
    measured.add(
        new Measured(
            finding.rule().rule().toString(),
            finding.subject(),
            now,
            earlier(finding.from()),
            finding.rows(),
            finding.value(),
            null,
            null,
            finding.cut(),
            finding.verdict(),
            finding.sentence()));
  }

  private void add(DriftReading reading, Instant from) {
    boolean judged = reading.verdict() != DriftVerdict.TOO_FEW_ROWS;
    measured.add(
        new Measured(
            "drift." + reading.statistic().name().toLowerCase(Locale.ROOT),
            reading.subject(),
            now,
            earlier(from),
            reading.rows(),
            judged ? (Double) reading.value() : null,
            null,
            null,
            reading.cut(),
            null,
            reading.sentence()));
  }

  private Instant earlier(Instant from) {
    return from.isAfter(now) ? now : from;
  }
}
