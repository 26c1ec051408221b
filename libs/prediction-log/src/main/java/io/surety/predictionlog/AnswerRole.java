package io.surety.predictionlog;

import java.util.Locale;

/** In which role a version answered; in the database in lower case. */
public enum AnswerRole {
  /** As what the alias champion points at. */
  CHAMPION,
  /** As what the alias canary points at. */
  CANARY,
  /** In the place of a version whose breaker is open. */
  FALLBACK,
  /** Because the caller asked for it by its number. */
  NAMED,
  /** In shadow, beside the one that answered. */
  CHALLENGER,
  /** In shadow, to see whether its breaker can be closed again. */
  PROBE,
  /** In a batch run. */
  BATCH,
  /** Not at all: the policy answered, because the breaker is open and there is no fallback. */
  POLICY;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  /** The name in the database, such as {@code champion}. */
  @Override
  public String toString() {
    return wireName;
  }

  /** The role of this name in the database. */
  public static AnswerRole ofName(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
