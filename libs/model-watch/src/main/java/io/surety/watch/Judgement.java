package io.surety.watch;

import io.surety.bundle.BreakerPolicy;
import io.surety.bundle.WatchRule;
import io.surety.watch.statistics.Drift;
import java.util.List;

/**
 * What evidence says of every rule of a version.
 *
 * @param findings in the order of the rules
 * @param drift of every input and of the scores, over the window of the rule about inputs (a day
 *     where there is none)
 * @param of which answers were looked at
 */
public record Judgement(List<Finding> findings, Drift drift, Answers.Of of) {

  public Judgement {
    findings = List.copyOf(findings);
  }

  /** Judges all rules. */
  public static Judgement of(WatchedModel model, Evidence evidence) {
    DriftRules drift = new DriftRules(model, evidence);
    SkillRules skill = new SkillRules(model, evidence);
    RequestRules requests = new RequestRules(model, evidence);
    BreakerPolicy policy = model.policy();
    List<Finding> findings =
        policy.rules().stream()
            .map(rule -> {
              return switch (rule.rule()) {
                case INPUT_DRIFT, SCORE_DRIFT, MISSING_RATE -> drift.judge(rule);
                case ESTIMATED_SKILL -> skill.estimated(rule);
                case REALISED_SKILL -> skill.realised(rule);
                case BAD_RATE -> skill.badRate(rule);
                case CALIBRATION -> skill.calibration(rule);
                case UNKNOWN_CATEGORIES -> requests.unknownCategories(rule);
                case ERRORS -> requests.errors(rule);
                case LATENCY -> requests.latency(rule);
              };
            })
            .toList();
    WatchRule longest = LogWindows.ofInputs(policy);
    return new Judgement(findings, drift.drift(evidence.from(longest)), evidence.answers().of());
  }
}
