package io.surety.forest;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a forest was trained for: by this it turns a margin into a response. */
public enum Objective {
  BINARY_LOGISTIC("binary:logistic", 1, Link.LOGIT),
  /**
   * Two classes, of which each has its own margin; a forest's margin is that of 1 less that of 0.
   */
  MULTI_SOFTPROB("multi:softprob", 2, Link.LOGIT),
  REG_SQUAREDERROR("reg:squarederror", 1, Link.IDENTITY),
  REG_TWEEDIE("reg:tweedie", 1, Link.LOG),
  REG_GAMMA("reg:gamma", 1, Link.LOG),
  COUNT_POISSON("count:poisson", 1, Link.LOG);

  private enum Link {
    LOGIT,
    LOG,
    IDENTITY
  }

  private final String xgboostName;
  private final int classes;
  private final Link link;

  Objective(String xgboostName, int classes, Link link) {
    this.xgboostName = xgboostName;
    this.classes = classes;
    this.link = link;
  }

  /** The objective that XGBoost calls so, if forests of it can be scored. */
  public static Optional<Objective> find(String xgboostName) {
    return Arrays.stream(values())
        .filter(objective -> objective.xgboostName.equals(xgboostName))
        .findFirst();
  }

  /** The names of all, for a sentence. */
  static String names() {
    return Arrays.stream(values()).map(Objective::xgboostName).collect(Collectors.joining(", "));
  }

  /** As XGBoost's parameter {@code objective} names it. */
  public String xgboostName() {
    return xgboostName;
  }

  /** How many margins XGBoost sums apart: one, or one for each of two classes. */
  int classes() {
    return classes;
  }

  /** True when the response is the probability of class 1. */
  public boolean isProbability() {
    return link == Link.LOGIT;
  }

  /**
   * What a margin means: a probability between 0 and 1, or the expected value of the target. The
   * same bits on every machine.
   */
  public double response(float margin) {
    return switch (link) {
      case LOGIT -> 1 / (1 + StrictMath.exp(-(double) margin));
      case LOG -> StrictMath.exp(margin);
      case IDENTITY -> margin;
    };
  }

  /**
   * The margin that sums begin with, for a model's {@code base_score}, computed in float32 as
   * XGBoost does; NaN where the objective has none for such a score.
   */
  float baseMargin(float baseScore) {
    if (this == MULTI_SOFTPROB) {
      return baseScore;
    }
    return switch (link) {
      case LOGIT -> (float) -StrictMath.log(1.0f / baseScore - 1.0f);
      case LOG -> (float) StrictMath.log(baseScore);
      case IDENTITY -> baseScore;
    };
  }
}
