package io.surety.drill;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Who gave an answer.
 *
 * @param model its name
 * @param version whose number stands in the answer
 * @param instead the version that it answers instead of; null when it answers for itself
 * @param policy the decision that everybody gets; null when a version answered
 */
public record Speaker(
    String model, int version, @Nullable Integer instead, @Nullable String policy) {

  /** Reads it from an answer of {@code POST /score}. */
  static Speaker of(JsonNode answer) {
    JsonNode model = answer.path("model");
    boolean byPolicy = model.path("answered_by").asString("").equals("policy");
    return new Speaker(
        model.path("name").asString(""),
        model.path("version").asInt(0),
        model.has("fallback_for") ? (Integer) model.path("fallback_for").asInt() : null,
        byPolicy ? answer.path("decision").asString("") : null);
  }

  /** Whether a version answers that is the one which its alias points at. */
  public boolean isItself() {
    return instead == null && policy == null;
  }

  /** Such as {@code loan-risk/2}, {@code loan-risk/1 instead of loan-risk/2}, or the policy. */
  @Override
  public String toString() {
    if (policy != null) {
      return "the policy (%s) instead of %s/%d".formatted(policy, model, version);
    }
    return instead == null
        ? "%s/%d".formatted(model, version)
        : "%s/%d instead of %s/%d".formatted(model, version, model, instead);
  }
}
