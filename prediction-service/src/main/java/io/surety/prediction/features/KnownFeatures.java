package io.surety.prediction.features;

import io.surety.feature.Basis;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the feature service knows about the users asked for.
 *
 * @param asOf the date that it answered for
 * @param basis which application it described
 * @param knownAt when the newest loans that it takes into account were loaded; null when it does
 *     not say
 * @param definitions what it serves, such as {@code age@1}
 * @param users one for each user asked for, in that order; empty for an unknown one
 */
public record KnownFeatures(
    LocalDate asOf,
    Basis basis,
    @Nullable Instant knownAt,
    List<String> definitions,
    List<Optional<Map<String, @Nullable Number>>> users) {}
