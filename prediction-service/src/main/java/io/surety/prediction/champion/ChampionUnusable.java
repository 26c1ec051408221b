package io.surety.prediction.champion;

import io.surety.predictionlog.AnswerRole;
import io.surety.registry.Alias;
import io.surety.registry.ModelVersion;

/** The champion of the registry cannot be served, and no other is loaded. */
public final class ChampionUnusable extends RuntimeException {

  private final transient Alias alias;
  private final transient ModelVersion version;
  private final String reason;

  ChampionUnusable(Alias alias, ModelVersion version, String reason) {
    super(null, null, false, false);
    this.alias = alias;
    this.version = version;
    this.reason = reason;
  }

  /** The version that cannot be served. */
  public ModelVersion version() {
    return version;
  }

  /** The role in which it would have answered. */
  public AnswerRole loggedAs() {
    return Capacity.ofAlias(alias);
  }

  /** What is the matter, and what to do next. */
  public String detail() {
    return "The %s %s cannot be served: %s Promote another version, or roll back."
        .formatted(alias, version, reason);
  }

  @Override
  public String getMessage() {
    return detail();
  }
}
