package io.surety.registry;

import java.time.Instant;
import java.util.Optional;

/**
 * The time during which an alias pointed at a version.
 *
 * @param from the first moment
 * @param until the first moment after it; empty while it lasts
 * @param decisionId the decision that began it
 */
public record Tenure(
    ModelVersion version, Instant from, Optional<Instant> until, long decisionId) {}
