package io.surety.terminal;

import io.surety.batch.Batch;
import io.surety.batch.BatchCapacity;
import io.surety.batch.BatchTerms;
import io.surety.registry.ModelVersion;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What people are told of a batch: who decides, and what came of it. */
record BatchWords(BatchTerms terms) {

  /** What whoever reads the results has to know. */
  List<String> warnings() {
    Optional<String> stale =
        terms
            .staleAllowed()
            .flatMap(allowed -> terms.knownAt().map(at -> FreshnessOptions.sentence(at, allowed)));
    return Stream.concat(instead().stream(), stale.stream()).toList();
  }

  /** Who decides instead of the version that the alias points at, if another does. */
  private Optional<String> instead() {
    return switch (terms.capacity()) {
      case BatchCapacity.Itself() -> Optional.empty();
      case BatchCapacity.Fallback(ModelVersion served) ->
          Optional.of(
              "The breaker of %s was not closed when this batch began, so %s scores instead."
                  .formatted(served, terms.version()));
      case BatchCapacity.Policy policy -> Optional.of(policy.detail());
    };
  }

  /** Who decides, as the end of a sentence. */
  String by() {
    return switch (terms.capacity()) {
      case BatchCapacity.Itself() -> "by " + terms.version();
      case BatchCapacity.Fallback(ModelVersion served) ->
          "by %s in the place of %s".formatted(terms.version(), served);
      case BatchCapacity.Policy _ -> "by the policy in the place of " + terms.version();
    };
  }

  /** What came of it. */
  String words(Batch.Result result) {
    String decided =
        "%s %s (%s approve, %s refer, %s decline)"
            .formatted(
                Console.count(result.scored(), "row"),
                terms.capacity() instanceof BatchCapacity.Policy ? "decided" : "scored",
                Console.count(result.approved()),
                Console.count(result.referred()),
                Console.count(result.declined()));
    String all =
        result.rejected() == 0
            ? decided
            : decided + ", " + Console.count(result.rejected()) + " rejected";
    return all + " " + by() + (terms.staleAllowed().isPresent() ? ", with stale features" : "");
  }
}
