package io.surety.prediction.decisions;

import io.surety.registry.Alias;
import io.surety.registry.PolicyAnswer;
import io.surety.registry.Substitute;
import io.surety.web.JsonFields;
import io.surety.web.MalformedRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What somebody wants decided.
 *
 * @param reason why, which others can read for ever
 * @param override whether a failed gate shall not stop an approval, for that reason
 * @param fallback the version that is to answer while a breaker is open
 * @param policy what is to be answered while it is open, where no version can
 */
record DecisionRequest(
    Verb decision,
    Alias alias,
    String reason,
    boolean override,
    Optional<Integer> fallback,
    Optional<PolicyAnswer> policy) {

  /** What can be decided. */
  enum Verb {
    APPROVE,
    REJECT,
    PROMOTE,
    ROLLBACK,
    WITHDRAW,
    OPEN,
    CLOSE;

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Set<String> FIELDS =
      Set.of("decision", "alias", "reason", "override", "fallback", "policy");

  static DecisionRequest read(JsonNode body) {
    JsonFields fields = JsonFields.of(body, "", FIELDS);
    fields.require("decision");
    fields.require("reason");
    Verb verb = verb(fields.findText("decision").orElse(""));
    for (String ofBreakers : List.of("fallback", "policy")) {
      if (verb != Verb.OPEN && fields.has(ofBreakers)) {
        throw MalformedRequest.at(ofBreakers, "Only opening a breaker says who answers.");
      }
    }
    return new DecisionRequest(
        verb,
        fields.findText("alias").map(DecisionRequest::alias).orElse(Alias.CHAMPION),
        reason(fields.findText("reason").orElse("")),
        fields.has("override") && override(fields.require("override")),
        fields.has("fallback")
            ? Optional.of(fallback(fields.require("fallback")))
            : Optional.empty(),
        fields.findText("policy").map(DecisionRequest::policy));
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

  private static int fallback(JsonNode value) {
    if (!value.isInt() || value.intValue() < 1) {
      throw MalformedRequest.at("fallback", "The number of a version is expected here, such as 2.");
    }
    return value.intValue();
  }

  private static PolicyAnswer policy(String text) {
    return Stream.of(PolicyAnswer.values())
        .filter(each -> each.written().equals(text))
        .findFirst()
        .orElseThrow(() ->
            MalformedRequest.at(
                "policy",
                "One of these is expected here: refer, decline. Nobody is approved without a model."));
  }

  /** Who is to answer while a breaker is open. */
  Substitute substitute() {
    return fallback
        .<Substitute>map(number -> new Substitute.Version(number, policy))
        .or(() -> policy.map(Substitute.Policy::new))
        .orElseGet(Substitute::standby);
  }

  Optional<String> overrideReason() {
    return override ? Optional.of(reason) : Optional.empty();
  }
}
