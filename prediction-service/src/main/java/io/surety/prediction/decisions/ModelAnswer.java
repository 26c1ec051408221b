package io.surety.prediction.decisions;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.surety.registry.Alias;
import io.surety.registry.DecisionRecord;
import io.surety.registry.RegisteredModel;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A version as it is answered.
 *
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
    Instant createdAt,
    String proposedBy,
    String proposedAs,
    boolean gatesPassed,
    String sha256,
    String evidenceSha256,
    @Nullable JsonNode evidence,
    @Nullable List<Taken> decisions) {

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
      String reason,
      @Nullable String overrideReason) {

    static Taken of(DecisionRecord decision) {
      return new Taken(
          decision.id(),
          decision.decidedAt(),
          lower(decision.kind()),
          decision.alias().map(Alias::name).orElse(null),
          decision.decidedBy(),
          decision.claimedBy(),
          decision.reason(),
          decision.overrideReason().orElse(null));
    }
  }

  static ModelAnswer listed(RegisteredModel model) {
    return of(model, null, null);
  }

  static ModelAnswer of(
      RegisteredModel model, @Nullable JsonNode evidence, @Nullable List<Taken> decisions) {
    return new ModelAnswer(
        model.version().name(),
        model.version().number(),
        lower(model.stage()),
        model.aliases().stream().map(Alias::name).toList(),
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
