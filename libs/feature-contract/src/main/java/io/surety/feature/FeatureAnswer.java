package io.surety.feature;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code GET /features/{userId}}: one user's features at a date.
 *
 * @param userId the user
 * @param asOf the date that the years are counted to
 * @param basis the wire name of the {@link Basis} that answered
 * @param loanDate the date of the latest loan that counted
 * @param knownAt when the newest loans that are taken into account were loaded
 * @param features the five values by name, in order; null where a value is missing
 * @param schema the definitions of the features, such as {@code age@1}
 */
public record FeatureAnswer(
    long userId,
    LocalDate asOf,
    String basis,
    LocalDate loanDate,
    Instant knownAt,
    Map<String, @Nullable Number> features,
    List<String> schema) {}
