package io.surety.registry;

/** Who answers for an alias. */
public sealed interface Answerer {

  /** The version that the alias points at. */
  record Itself() implements Answerer {}

  /** Another version, because the breaker of that one is not closed. */
  record Fallback(ModelVersion version) implements Answerer {}

  /** No version, but the same decision for everybody. */
  record Policy(PolicyAnswer decision) implements Answerer {}
}
