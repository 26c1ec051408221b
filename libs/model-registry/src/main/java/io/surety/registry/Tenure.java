package io.surety.registry;

import java.time.Instant;
import java.util.Optional;

/**
 * The time during which an alias pointed at a version and the same answered for it.
 *
 * @param version that the alias pointed at
 * @param breaker how its breaker stood
 * @param answerer who answered
 * @param from the first moment
 * @param until the first moment after it; empty while it lasts
 * @param decisionId the decision that began it: of the alias, or of the breaker
 * @param reason why, as that decision says
 */
public record Tenure(
    ModelVersion version,
    BreakerState breaker,
    Answerer answerer,
    Instant from,
    Optional<Instant> until,
    long decisionId,
    String reason) {

  /** The version that answered; empty where the policy did. */
  public Optional<ModelVersion> answeredBy() {
    return switch (answerer) {
      case Answerer.Itself() -> Optional.of(version);
      case Answerer.Fallback(ModelVersion other) -> Optional.of(other);
      case Answerer.Policy(_) -> Optional.empty();
    };
  }
}
