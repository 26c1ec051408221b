package io.surety.terminal;

import io.surety.registry.Alias;
import io.surety.registry.Answerer;
import io.surety.registry.Breaker;
import io.surety.registry.BreakerState;
import io.surety.registry.Breakers;
import io.surety.registry.ModelVersion;
import java.util.List;
import java.util.Optional;

/** Breakers in words. */
final class BreakerWords {

  private BreakerWords() {}

  /** Who answers, such as {@code loan-risk/2 answers}. */
  static String answers(Breaker breaker) {
    return switch (breaker.answerer()) {
      case Answerer.Itself() -> "it answers itself";
      case Answerer.Fallback(ModelVersion other) -> other + " answers";
      case Answerer.Policy(var decision) -> "the policy answers everybody: " + decision.written();
    };
  }

  /** What pointing an alias at a version changed, for who did it. */
  static String effect(Breakers breakers, ModelVersion version, Alias alias) {
    Breaker breaker = breakers.find(version, alias);
    if (breaker.state() == BreakerState.CLOSED) {
      return DecisionOptions.effect(alias);
    }
    return "its breaker is %s, so %s%s. './surety breaker close %s --alias %s' lets it answer at once."
        .formatted(
            breaker.state().written(),
            breaker.state() == BreakerState.HALF_OPEN
                ? "it proves itself in shadow first, and meanwhile "
                : "",
            answers(breaker),
            version,
            alias);
  }

  /** The aliases of a version, each with its breaker where that is not closed. */
  static String aliases(List<Alias> aliases, ModelVersion version, List<Breaker> breakers) {
    return String.join(
        ", ",
        aliases.stream()
            .map(alias ->
                alias
                    + of(version, alias, breakers)
                        .map(each -> " (" + each.state().written() + ")")
                        .orElse(""))
            .toList());
  }

  /** The breaker of a version under an alias, when it is not closed. */
  static Optional<Breaker> of(ModelVersion version, Alias alias, List<Breaker> breakers) {
    return breakers.stream()
        .filter(each -> each.version().equals(version) && each.alias().equals(alias))
        .filter(each -> each.state() != BreakerState.CLOSED)
        .findFirst();
  }
}
