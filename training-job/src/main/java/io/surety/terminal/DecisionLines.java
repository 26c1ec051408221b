package io.surety.terminal;

import io.surety.registry.Alias;
import io.surety.registry.DecisionKind;
import io.surety.registry.DecisionRecord;
import io.surety.registry.ModelVersion;
import io.surety.registry.PolicyAnswer;
import io.surety.registry.RegisteredModel;
import io.surety.registry.Signature;
import java.util.Locale;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** How a decision is shown: where it was taken, by whom and why. */
final class DecisionLines {

  private DecisionLines() {}

  /** A decision that names the version it is about, as one of many. */
  static void print(Console console, DecisionRecord decision) {
    console.print(
        "  %s  %s  %s as %s"
            .formatted(
                Moments.minute(decision.decidedAt()),
                decision.version(),
                words(decision.kind()).replace("half ", "half-"),
                decision.alias().map(Object::toString).orElse("")));
    why(console, decision);
  }

  /** By whom and why, and what follows from it. */
  static void why(Console console, DecisionRecord decision) {
    console.print("      " + who(decision));
    console.print("      because: " + decision.reason());
    decision.breaking().ifPresent(breaking -> print(console, breaking));
  }

  static void print(Console console, DecisionRecord decision, RegisteredModel model) {
    DecisionRecord.Carried carried = decision.carried().orElse(null);
    String moment = Moments.minute(carried == null ? decision.decidedAt() : carried.decidedAt());
    console.print(
        "  %s  %s%s %s"
            .formatted(
                moment,
                written(decision.kind()),
                decision.alias().map(alias -> toOrAs(decision) + alias).orElse(""),
                who(decision)));
    console.print("      because: " + decision.reason());
    decision.breaking().ifPresent(breaking -> print(console, breaking));
    decision
        .overrideReason()
        .ifPresent(reason -> console.print("      overriding failed gates: " + reason));
    if (carried != null) {
      console.print(
          "      decision %d of %s; admitted here %s by %s"
              .formatted(
                  carried.id(),
                  model
                      .origin()
                      .map(RegisteredModel.Origin::registryName)
                      .orElse(carried.registry().toString()),
                  Moments.minute(decision.decidedAt()),
                  decision.decidedBy()));
    }
  }

  private static void print(Console console, DecisionRecord.Breaking breaking) {
    breaking
        .policy()
        .ifPresent(policy ->
            console.print(
                "      meanwhile: "
                    + breaking
                        .fallback()
                        .map(version -> version + " answers")
                        .orElse("every answer is " + policy.written())));
    breaking.figuresJson().ifPresent(figures -> console.print("      figures: " + figures));
  }

  static String written(DecisionKind kind) {
    return switch (kind) {
      case OPENED, HALF_OPENED, CLOSED -> "breaker " + words(kind).replace("half ", "half-");
      case APPROVED, REJECTED, PROMOTED, ROLLED_BACK, WITHDRAWN -> words(kind);
    };
  }

  private static String words(DecisionKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String toOrAs(DecisionRecord decision) {
    return switch (decision.kind()) {
      case WITHDRAWN, OPENED, HALF_OPENED, CLOSED -> " as ";
      case APPROVED, REJECTED, PROMOTED, ROLLED_BACK -> " to ";
    };
  }

  private static String who(DecisionRecord decision) {
    DecisionRecord.Carried carried = decision.carried().orElse(null);
    String login = carried == null ? decision.decidedBy() : carried.decidedBy();
    boolean verified = carried == null ? decision.claimVerified() : carried.claimVerified();
    return decision.signedAs() == Signature.Kind.AUTOMATIC
        ? "automatically by " + login
        : "by %s, who says to be %s%s"
            .formatted(login, decision.claimedBy(), verified ? "" : " (not verified)");
  }

  static void fill(ObjectNode entry, DecisionRecord decision) {
    entry.put("id", decision.id());
    entry.put("decided_at", decision.decidedAt().toString());
    entry.put("kind", decision.kind().name().toLowerCase(Locale.ROOT));
    entry.put("alias", decision.alias().map(Alias::name).orElse(null));
    entry.put("decided_by", decision.decidedBy());
    entry.put("claimed_by", decision.claimedBy());
    entry.put("claim_verified", decision.claimVerified());
    entry.put("signed_as", decision.signedAs().name().toLowerCase(Locale.ROOT));
    entry.put("reason", decision.reason());
    entry.put("override_reason", decision.overrideReason().orElse(null));
    entry.put("evidence_sha256", decision.evidenceSha256());
    decision.breaking().ifPresent(breaking -> fill(entry, breaking));
    decision
        .carried()
        .ifPresent(carried -> {
          ObjectNode origin = entry.putObject("origin");
          origin.put("registry", carried.registry().toString());
          origin.put("id", carried.id());
          origin.put("decided_at", carried.decidedAt().toString());
          origin.put("decided_by", carried.decidedBy());
          origin.put("claim_verified", carried.claimVerified());
        });
  }

  private static void fill(ObjectNode entry, DecisionRecord.Breaking breaking) {
    entry.put("fallback_version", breaking.fallback().map(ModelVersion::number).orElse(null));
    entry.put("policy_decision", breaking.policy().map(PolicyAnswer::written).orElse(null));
    entry.set(
        "figures",
        breaking.figuresJson().map(Evidence.JSON::readTree).orElse(NullNode.getInstance()));
    entry.put("follows", breaking.follows().orElse(null));
  }
}
