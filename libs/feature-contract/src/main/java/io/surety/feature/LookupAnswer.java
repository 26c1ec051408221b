package io.surety.feature;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code POST /features/lookup}.
 *
 * @param asOf the date that the years are counted to
 * @param basis the wire name of the {@link Basis} that answered
 * @param knownAt when the newest loans that are taken into account were loaded; null when no user
 *     asked for is known, and from a service of an older version
 * @param schema the definitions of the features, such as {@code age@1}
 * @param results one for each user asked for, in the order asked
 */
public record LookupAnswer(
    LocalDate asOf,
    String basis,
    @Nullable Instant knownAt,
    List<String> schema,
    List<Result> results) {

  /** {@code found} or {@code unknown} on the wire. */
  public enum Status {
    FOUND,
    UNKNOWN
  }

  /**
   * One user's part of the answer.
   *
   * @param loanDate the date of the latest loan that counted; null for an unknown user
   * @param features the five values by name; null for an unknown user
   */
  public record Result(
      long userId,
      Status status,
      @Nullable LocalDate loanDate,
      @Nullable Map<String, @Nullable Number> features) {}
}
