package io.surety.predictionlog;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

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

  /**
   * A statement about one role, put together for several. Roles stand in it as literals, one in
   * each part: only so does PostgreSQL know which of them the index of rare roles has.
   *
   * @param select with {@code :role} where the role belongs, and with an order and a limit if it
   *     likes
   * @param roles at least one
   */
  public static String tableOf(List<AnswerRole> roles, String select) {
    return roles.stream()
        .map(role -> select.replace(":role", "'" + role + "'"))
        .collect(Collectors.joining(")\nUNION ALL\n(", "((", ")) AS found"));
  }

  /** The role of this name in the database. */
  public static AnswerRole ofName(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
