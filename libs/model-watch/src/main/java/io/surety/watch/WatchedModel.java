package io.surety.watch;

import io.surety.bundle.BreakerPolicy;
import io.surety.bundle.Consequence;
import io.surety.bundle.DecisionPolicy;
import io.surety.bundle.InputSchema;
import io.surety.bundle.ModelBundle;
import io.surety.bundle.ReferenceHistograms;
import io.surety.bundle.WatchRule;
import io.surety.bundle.WatchedFigure;
import io.surety.watch.statistics.DriftSettings;
import io.surety.watch.statistics.DriftWatch;
import io.surety.watch.statistics.EffectFloors;
import io.surety.watch.statistics.FalseAlarms;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a bundle says of how its model is watched.
 *
 * @param perRule the chance that one rule breaks in one look though nothing has changed
 * @param trainingBadRate what the trivial model gives everybody; empty when the bundle's evaluation
 *     does not tell it
 * @param advantage log loss a loan that the model saved against the trivial one when it was
 *     evaluated; empty when that is not told, or it saved nothing
 */
public record WatchedModel(
    BreakerPolicy policy,
    InputSchema schema,
    ReferenceHistograms reference,
    DecisionPolicy decisions,
    DriftWatch drift,
    FalseAlarms perRule,
    OptionalDouble trainingBadRate,
    OptionalDouble advantage) {

  /** All rules together are to break once in a hundred quiet months by luck. */
  private static final double CHANCE = 0.01;

  private static final Duration MONTH = Duration.ofDays(30);
  private static final JsonMapper JSON = JsonMapper.shared();

  /**
   * Of a bundle.
   *
   * @param every the time from one look to the next
   */
  public static WatchedModel of(ModelBundle bundle, Duration every) {
    BreakerPolicy policy = bundle.manifest().breaker();
    FalseAlarms perRule =
        FalseAlarms.over(MONTH, every, CHANCE / Math.max(1, policy.rules().size()));
    JsonNode evaluation = read(bundle.evaluationJson());
    double saved = -evaluation.at("/trivial/log_loss_difference/value").asDouble(0);
    double badRate = evaluation.at("/population/training_bad_rate").asDouble(0);
    return new WatchedModel(
        policy,
        bundle.manifest().schema(),
        bundle.reference(),
        bundle.manifest().policy(),
        DriftWatch.of(
            bundle.manifest().schema(),
            bundle.reference(),
            effective(bundle.reference().scores().total(), evaluation),
            new DriftSettings(perRule, EffectFloors.LARGE, DriftSettings.USUAL_LEAST_ROWS)),
        perRule,
        badRate > 0 && badRate < 1 ? OptionalDouble.of(badRate) : OptionalDouble.empty(),
        saved > 0 ? OptionalDouble.of(saved) : OptionalDouble.empty());
  }

  /** The same, judged by other rules, each with the same chance of a false alarm. */
  public WatchedModel judging(BreakerPolicy rules) {
    return new WatchedModel(
        rules, schema, reference, decisions, drift, perRule, trainingBadRate, advantage);
  }

  /** How far a trial is that found this. */
  Trial trial(List<Finding> findings, long answers) {
    return new Trial(
        answers,
        findings.stream()
            .filter(finding -> finding.verdict() == RuleVerdict.TOO_FEW)
            .map(Finding::rule)
            .filter(rule -> rule.then() == Consequence.OPEN && isMeasuredInTrial(rule.rule()))
            .map(WatchRule::rule)
            .toList());
  }

  /** What a model was worth that is not known to have been worth anything never can be judged. */
  private boolean isMeasuredInTrial(WatchedFigure figure) {
    return Trial.measures(figure)
        && (figure != WatchedFigure.ESTIMATED_SKILL || advantage.isPresent());
  }

  /** The reference holds as many people as the evaluation had to so many loans. */
  private static double effective(long rows, JsonNode evaluation) {
    double people = evaluation.at("/population/people").asDouble(0);
    double loans = evaluation.at("/population/loans").asDouble(0);
    double share = people > 0 && loans >= people ? people / loans : 1;
    return Math.max(1, rows * share);
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JacksonException unreadable) {
      return JSON.createObjectNode();
    }
  }
}
