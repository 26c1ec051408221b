package io.surety.batch;

import io.surety.bundle.Decision;
import io.surety.predictionlog.AnswerRole;
import io.surety.registry.ModelVersion;
import io.surety.registry.PolicyAnswer;
import java.util.Locale;
import java.util.Map;

/**
 * In which capacity the version of a batch decides. In the terms of a batch and in its files it has
 * the names that the service's answers have: {@code fallback_for} and {@code answered_by}.
 */
public sealed interface BatchCapacity {

  /** The column and the term that name the version that a fallback stands in for. */
  String FALLBACK_FOR = "fallback_for";

  /** The column and the term that say so when the policy answers. */
  String ANSWERED_BY = "answered_by";

  /** What {@link #ANSWERED_BY} then says. */
  String POLICY = "policy";

  /** The term that says what the policy decides. */
  String POLICY_DECISION = "policy_decision";

  /** The column and the term that say why the policy answers. */
  String DETAIL = "detail";

  /** It scores for itself: it was named, or the alias points at it and its breaker is closed. */
  record Itself() implements BatchCapacity {}

  /**
   * It scores in the place of another.
   *
   * @param instead the version that the alias points at, whose breaker is not closed
   */
  record Fallback(ModelVersion instead) implements BatchCapacity {
    @Override
    public String fallbackFor() {
      return instead.toString();
    }
  }

  /**
   * It reads rows and scores none: its breaker is not closed, and no other version answers.
   *
   * @param detail why, in whole sentences
   */
  record Policy(PolicyAnswer answer, String detail) implements BatchCapacity {

    @Override
    public String answeredBy() {
      return POLICY;
    }

    @Override
    public AnswerRole loggedAs() {
      return AnswerRole.POLICY;
    }

    Decision decision() {
      return switch (answer) {
        case REFER -> Decision.REFER;
        case DECLINE -> Decision.DECLINE;
      };
    }
  }

  /** As a cell; empty where the version stands in for nobody. */
  default String fallbackFor() {
    return "";
  }

  /** As a cell; empty where a version scores. */
  default String answeredBy() {
    return "";
  }

  /** Why no version scores, as a cell; empty where one does. */
  default String detail() {
    return "";
  }

  /** The role of its rows in the prediction log. */
  default AnswerRole loggedAs() {
    return AnswerRole.BATCH;
  }

  /** Adds what the terms of a batch keep of it; of a version that scores for itself, nothing. */
  default void putTo(Map<String, String> terms) {
    switch (this) {
      case Itself() -> {}
      case Fallback _ -> terms.put(FALLBACK_FOR, fallbackFor());
      case Policy(PolicyAnswer answer, String detail) -> {
        terms.put(ANSWERED_BY, answeredBy());
        terms.put(POLICY_DECISION, answer.written());
        terms.put(DETAIL, detail);
      }
    }
  }

  /** What {@link #putTo} added. */
  static BatchCapacity of(Map<String, String> terms) {
    String policy = terms.get(POLICY_DECISION);
    if (policy != null) {
      return new Policy(
          PolicyAnswer.valueOf(policy.toUpperCase(Locale.ROOT)),
          terms.getOrDefault(DETAIL, "The policy decides about every row: " + policy + "."));
    }
    String instead = terms.get(FALLBACK_FOR);
    return instead == null ? new Itself() : new Fallback(ModelVersion.parse(instead));
  }
}
