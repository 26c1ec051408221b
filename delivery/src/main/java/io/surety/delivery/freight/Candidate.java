package io.surety.delivery.freight;

import java.util.Optional;

/**
 * A version that was trained.
 *
 * @param version such as {@code loan-risk/3}
 * @param gatesPassed whether it may be approved without overriding
 * @param champion the version that is served, where one is
 */
public record Candidate(String version, boolean gatesPassed, Optional<String> champion) {}
