package io.surety.prediction.champion;

import io.surety.predictionlog.AnswerRole;
import io.surety.registry.Alias;
import io.surety.registry.BreakerState;
import io.surety.registry.ModelVersion;
import io.surety.registry.PolicyAnswer;

/** In which capacity a model answers. */
public sealed interface Capacity {

  /** One word for it, as metrics and the log of predictions have it. */
  String role();

  /**
   * The role in the log of predictions; of any other alias, as if it had been asked for by number.
   */
  default AnswerRole loggedAs() {
    return switch (this) {
      case Pointed(Alias alias) -> ofAlias(alias);
      case Named _ -> AnswerRole.NAMED;
      case Fallback _ -> AnswerRole.FALLBACK;
      case Policy _ -> AnswerRole.POLICY;
    };
  }

  /** The role in the log of predictions of what an alias points at. */
  static AnswerRole ofAlias(Alias alias) {
    if (alias.equals(Alias.CHAMPION)) {
      return AnswerRole.CHAMPION;
    }
    return alias.equals(Alias.CANARY) ? AnswerRole.CANARY : AnswerRole.NAMED;
  }

  /** It was asked for by its number. */
  record Named() implements Capacity {
    @Override
    public String role() {
      return "named";
    }
  }

  /** An alias points at it. */
  record Pointed(Alias alias) implements Capacity {
    @Override
    public String role() {
      return alias.name();
    }
  }

  /**
   * It answers for another version.
   *
   * @param instead the version that the alias points at
   * @param breaker of that version, open or half-open
   */
  record Fallback(ModelVersion instead, BreakerState breaker) implements Capacity {
    @Override
    public String role() {
      return "fallback";
    }
  }

  /**
   * It reads requests and answers none: every decision is the same.
   *
   * @param breaker of the model, open or half-open
   * @param detail why, for those who are answered
   */
  record Policy(PolicyAnswer decision, BreakerState breaker, String detail) implements Capacity {

    /** What the role of such an answer is called, where no model stands behind it. */
    public static final String ROLE = "policy";

    @Override
    public String role() {
      return ROLE;
    }
  }
}
