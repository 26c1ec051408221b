package io.surety.terminal;

import io.surety.drill.Happening;
import io.surety.drill.Milestone;
import io.surety.registry.DecisionRecord;
import io.surety.registry.Signature;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Switches of breakers as a timeline tells them, with the figures that caused them. */
final class DrillDecisions {

  private DrillDecisions() {}

  /**
   * A version was taken out of service.
   *
   * @param drifted how many drifted requests had been answered by then
   */
  static Happening opened(DecisionRecord decision, long drifted) {
    Happening happening =
        happening(
                Milestone.BREAKER_OPENS,
                decision,
                "by %s, after %s. %s"
                    .formatted(
                        who(decision), Console.count(drifted, "drifted answer"), decision.reason()))
            .with("drifted_answers", (double) drifted);
    JsonNode rule = figures(decision).path("rules").path(0);
    for (String figure : new String[] {"value", "cut", "rows"}) {
      if (rule.path(figure).isNumber()) {
        happening = happening.with(figure, rule.path(figure).asDouble());
      }
    }
    return happening;
  }

  /** A version was promoted in the place of one that is out of service. */
  static Happening halfOpened(DecisionRecord decision, double share) {
    String promotion =
        decision
            .breaking()
            .flatMap(DecisionRecord.Breaking::follows)
            .map(" with decision %d"::formatted)
            .orElse("");
    return happening(
            Milestone.HALF_OPEN,
            decision,
            "promoted%s, %s scores %.0f %% of the requests beside whoever answers. %s"
                .formatted(promotion, decision.version(), 100 * share, decision.reason()))
        .with("trial_share", share);
  }

  /** A version answers from now on. */
  static Happening closed(DecisionRecord decision) {
    Happening happening =
        happening(
            Milestone.CLOSED, decision, "by %s. %s".formatted(who(decision), decision.reason()));
    JsonNode trial = figures(decision).path("trial_answers");
    return trial.isNumber() ? happening.with("trial_answers", trial.asDouble()) : happening;
  }

  private static Happening happening(Milestone what, DecisionRecord decision, String sentence) {
    return new Happening(what, decision.decidedAt(), decision.id(), Map.of(), sentence);
  }

  private static String who(DecisionRecord decision) {
    return decision.signedAs() == Signature.Kind.AUTOMATIC
        ? decision.claimedBy()
        : decision.claimedBy() + ", a person";
  }

  private static JsonNode figures(DecisionRecord decision) {
    return decision
        .breaking()
        .flatMap(DecisionRecord.Breaking::figuresJson)
        .map(Evidence.JSON::readTree)
        .orElseGet(Evidence.JSON::createObjectNode);
  }
}
