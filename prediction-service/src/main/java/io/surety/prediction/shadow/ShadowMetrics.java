package io.surety.prediction.shadow;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.surety.predictionlog.AnswerRole;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;

/** What the metrics say about scoring in shadow, by the role of who scores. */
final class ShadowMetrics {

  /** The roles in which a version scores in shadow. */
  static final List<AnswerRole> ROLES = List.of(AnswerRole.CHALLENGER, AnswerRole.PROBE);

  /** What becomes of a prediction that is to be scored in shadow. */
  enum Fate {
    SCORED("Predictions scored in shadow, and logged"),
    SHED("Predictions not scored in shadow because there was no room"),
    UNFIT("Predictions that do not fit the version that was to score them in shadow"),
    FAILED("Predictions in shadow that could not be scored or logged");

    private final String description;

    Fate(String description) {
      this.description = description;
    }
  }

  private final Map<Fate, Map<AnswerRole, Counter>> counters = new EnumMap<>(Fate.class);
  private final MeterRegistry meters;

  ShadowMetrics(MeterRegistry meters) {
    this.meters = meters;
    for (Fate fate : Fate.values()) {
      Map<AnswerRole, Counter> ofFate = new EnumMap<>(AnswerRole.class);
      for (AnswerRole role : ROLES) {
        ofFate.put(
            role,
            Counter.builder("surety.shadow." + fate.name().toLowerCase(Locale.ROOT))
                .description(fate.description)
                .tag("role", role.toString())
                .register(meters));
      }
      counters.put(fate, ofFate);
    }
  }

  /** Shows how many predictions wait to be scored. */
  void showQueue(LongSupplier waiting) {
    Gauge.builder("surety.shadow.queue", waiting::getAsLong)
        .description("Predictions that wait to be scored in shadow")
        .register(meters);
  }

  void count(Fate fate, AnswerRole role, long predictions) {
    if (predictions > 0) {
      counter(fate, role).increment((double) predictions);
    }
  }

  private Counter counter(Fate fate, AnswerRole role) {
    return Objects.requireNonNull(Objects.requireNonNull(counters.get(fate)).get(role));
  }
}
