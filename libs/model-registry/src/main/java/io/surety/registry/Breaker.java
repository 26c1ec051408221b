package io.surety.registry;

import java.time.Instant;
import java.util.Optional;

/**
 * How the breaker of a version stands under an alias.
 *
 * @param served whether the alias points at the version now
 * @param fallback the version that answers instead; empty when it is closed, or the policy answers
 * @param policy what is answered where no version can; empty when it is closed
 * @param switched the decision that brought it there; empty for one that never switched
 */
public record Breaker(
    ModelVersion version,
    Alias alias,
    BreakerState state,
    boolean served,
    Optional<ModelVersion> fallback,
    Optional<PolicyAnswer> policy,
    Optional<DecisionRecord> switched) {

  /** Who answers for the alias while it points at the version. */
  public Answerer answerer() {
    return policy
        .<Answerer>map(answer ->
            fallback.<Answerer>map(Answerer.Fallback::new).orElse(new Answerer.Policy(answer)))
        .orElseGet(Answerer.Itself::new);
  }

  /** Since when it stands so; empty for one that never switched. */
  public Optional<Instant> since() {
    return switched.map(DecisionRecord::decidedAt);
  }
}
