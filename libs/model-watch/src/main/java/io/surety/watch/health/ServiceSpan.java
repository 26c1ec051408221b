package io.surety.watch.health;

import io.surety.registry.BreakerState;
import io.surety.registry.ModelVersion;
import java.time.Instant;
import java.util.Optional;

/**
 * Who answered for an alias for a while.
 *
 * @param version that the alias pointed at
 * @param breaker of that version
 * @param answeredBy empty where the policy answered
 * @param reason of the decision that began it
 * @param automatic whether a program took that decision
 * @param until empty when it goes on
 */
public record ServiceSpan(
    ModelVersion version,
    BreakerState breaker,
    Optional<ModelVersion> answeredBy,
    long decision,
    String reason,
    boolean automatic,
    Instant from,
    Optional<Instant> until) {}
