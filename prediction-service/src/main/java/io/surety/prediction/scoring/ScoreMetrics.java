package io.surety.prediction.scoring;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.surety.bundle.Decision;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What the metrics say about answers: {@code surety_decisions_total} by decision, and {@code
 * surety_score}, the histogram of probabilities.
 */
final class ScoreMetrics {

  private static final double[] BOUNDS = {
    0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0
  };

  private final Map<Decision, Counter> decisions = new EnumMap<>(Decision.class);
  private final DistributionSummary scores;

  ScoreMetrics(MeterRegistry registry) {
    for (Decision decision : Decision.values()) {
      decisions.put(
          decision,
          Counter.builder("surety.decisions")
              .description("Answers by decision")
              .tag("decision", decision.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
    this.scores =
        DistributionSummary.builder("surety.score")
            .description("Probabilities of not paying that were answered")
            .serviceLevelObjectives(BOUNDS)
            .register(registry);
  }

  void count(Decision decision, double probability) {
    Objects.requireNonNull(decisions.get(decision)).increment();
    scores.record(probability);
  }
}
