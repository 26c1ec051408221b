package io.surety.prediction.decisions;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.surety.registry.Alias;
import io.surety.registry.Breaker;
import io.surety.registry.BreakerState;
import io.surety.registry.DecisionRecord;
import io.surety.registry.ModelVersion;
import io.surety.registry.PolicyAnswer;
import io.surety.registry.RegisteredModel;
import io.surety.registry.Signature;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A version as it is answered.
 *
 * @param breakers those that are not closed, and null when there are none
 * @param proposedBy the database login that registered it
 * @param evidence what it was judged on, and null in a list
 * @param decisions about it, oldest first, and null in a list
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ModelAnswer(
    String model,
    int version,
    String stage,
    List<String> aliases,
    @Nullable List<Standing> breakers,
    Instant createdAt,
    String proposedBy,
    String proposedAs,
    boolean gatesPassed,
    String sha256,
    String evidenceSha256,
    @Nullable JsonNode evidence,
    @Nullable List<Taken> decisions) {

  /**
   * A breaker of the version that is not closed.
   *
   * @param fallback the version that answers instead; null where the policy does
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Standing(
      String alias, String state, Instant since, @Nullable Integer fallback, String policy) {

    private static Standing of(Breaker breaker) {
      return new Standing(
          breaker.alias().name(),
          breaker.state().written(),
          breaker.since().orElseThrow(),
          breaker.fallback().map(ModelVersion::number).orElse(null),
          breaker.policy().orElseThrow().written());
    }
  }

  /**
   * A decision that was taken.
   *
   * @param decidedBy the database login
   * @param claimedBy who the token said that it was, or the name given at a terminal
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Taken(
      long id,
      Instant decidedAt,
      String kind,
      @Nullable String alias,
      String decidedBy,
      String claimedBy,
      boolean automatic,
      String reason,
      @Nullable String overrideReason,
      @Nullable Integer fallback,
      @Nullable String policy,
      @Nullable JsonNode figures) {

    static Taken of(DecisionRecord decision, JsonMapper json) {
      Optional<DecisionRecord.Breaking> breaking = decision.breaking();
      return new Taken(
          decision.id(),
          decision.decidedAt(),
          lower(decision.kind()),
          decision.alias().map(Alias::name).orElse(null),
          decision.decidedBy(),
          decision.claimedBy(),
          decision.signedAs() == Signature.Kind.AUTOMATIC,
          decision.reason(),
          decision.overrideReason().orElse(null),
          breaking
              .flatMap(DecisionRecord.Breaking::fallback)
              .map(ModelVersion::number)
              .orElse(null),
          breaking.flatMap(DecisionRecord.Breaking::policy).map(PolicyAnswer::written).orElse(null),
          breaking.flatMap(DecisionRecord.Breaking::figuresJson).map(json::readTree).orElse(null));
    }
  }

  static ModelAnswer listed(RegisteredModel model, List<Breaker> breakers) {
    return of(model, breakers, null, null);
  }

  /**
   * A version whole.
   *
   * @param breakers all that there are, of whichever version
   */
  static ModelAnswer of(
      RegisteredModel model,
      List<Breaker> breakers,
      @Nullable JsonNode evidence,
      @Nullable List<Taken> decisions) {
    List<Standing> open =
        breakers.stream()
            .filter(each -> each.version().equals(model.version()))
            .filter(each -> each.state() != BreakerState.CLOSED)
            .map(Standing::of)
            .toList();
    return new ModelAnswer(
        model.version().name(),
        model.version().number(),
        lower(model.stage()),
        model.aliases().stream().map(Alias::name).toList(),
        open.isEmpty() ? null : open,
        model.createdAt(),
        model.proposedBy(),
        model.proposedAs(),
        model.gatesPassed(),
        model.sha256(),
        model.evidenceSha256(),
        evidence,
        decisions);
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
