package io.surety.prediction.scoring;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.surety.bundle.Decision;
import io.surety.prediction.champion.Capacity;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the metrics say about answers: {@code surety_decisions_total} by decision, {@code
 * surety_answers_total} by the role of who answered, and {@code surety_score}, the histogram of
 * probabilities. That one is Prometheus' own, because Micrometer's summaries round up to whole
 * numbers before they choose a bucket.
 */
final class ScoreMetrics {

  private static final double[] BOUNDS = {
    0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0
  };

  private final Map<Decision, Counter> decisions = new EnumMap<>(Decision.class);
  private final Map<String, Counter> answers = new ConcurrentHashMap<>();
  private final MeterRegistry meters;
  private final Histogram scores;

  ScoreMetrics(MeterRegistry meters, PrometheusRegistry prometheus) {
    this.meters = meters;
    for (Decision decision : Decision.values()) {
      decisions.put(
          decision,
          Counter.builder("surety.decisions")
              .description("Answers by decision")
              .tag("decision", decision.name().toLowerCase(Locale.ROOT))
              .register(meters));
    }
    this.scores =
        Histogram.builder()
            .name("surety_score")
            .help("Probabilities of not paying that were answered")
            .withoutExemplars()
            .classicOnly()
            .classicUpperBounds(BOUNDS)
            .register(prometheus);
  }

  void count(Capacity capacity, Decision decision, double probability) {
    count(capacity.role(), decision);
    scores.observe(probability);
  }

  /** A decision of the policy, which has no probability. */
  void count(Decision decision) {
    count(Capacity.Policy.ROLE, decision);
  }

  private void count(String role, Decision decision) {
    Objects.requireNonNull(decisions.get(decision)).increment();
    answers.computeIfAbsent(role, this::answersOf).increment();
  }

  private Counter answersOf(String role) {
    return Counter.builder("surety.answers")
        .description("Answers by who gave them: an alias's version, a fallback, the policy")
        .tag("role", role)
        .register(meters);
  }
}
