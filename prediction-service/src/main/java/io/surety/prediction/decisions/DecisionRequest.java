package io.surety.prediction.decisions;

import io.surety.registry.Alias;
import io.surety.web.JsonFields;
import io.surety.web.MalformedRequest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What somebody wants decided.
 *
 * @param reason why, which others can read for ever
 * @param override whether a failed gate shall not stop an approval, for that reason
 */
record DecisionRequest(Verb decision, Alias alias, String reason, boolean override) {

  /** What can be decided. */
  enum Verb {
    APPROVE,
    REJECT,
    PROMOTE,
    ROLLBACK,
    WITHDRAW;

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Set<String> FIELDS = Set.of("decision", "alias", "reason", "override");

  static DecisionRequest read(JsonNode body) {
    JsonFields fields = JsonFields.of(body, "", FIELDS);
    fields.require("decision");
    fields.require("reason");
    return new DecisionRequest(
        verb(fields.findText("decision").orElse("")),
        fields.findText("alias").map(DecisionRequest::alias).orElse(Alias.CHAMPION),
        reason(fields.findText("reason").orElse("")),
        fields.has("override") && override(fields.require("override")));
  }

  private static Verb verb(String text) {
    for (Verb verb : Verb.values()) {
      if (verb.wireName().equals(text)) {
        return verb;
      }
    }
    throw MalformedRequest.at(
        "decision",
        "One of these is expected here: "
            + Arrays.stream(Verb.values()).map(Verb::wireName).collect(Collectors.joining(", "))
            + ".");
  }

  private static Alias alias(String name) {
    try {
      return new Alias(name);
    } catch (IllegalArgumentException noAlias) {
      throw MalformedRequest.at(
          "alias", "An alias is lower-case letters, digits and hyphens, and begins with a letter.");
    }
  }

  private static String reason(String text) {
    if (text.isBlank()) {
      throw MalformedRequest.at("reason", "A decision has a reason that others can read later.");
    }
    return text;
  }

  private static boolean override(JsonNode value) {
    if (!value.isBoolean()) {
      throw MalformedRequest.at("override", "True or false is expected here.");
    }
    return value.booleanValue();
  }

  Optional<String> overrideReason() {
    return override ? Optional.of(reason) : Optional.empty();
  }
}
