package io.surety.watch.health;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How old features were in an hour or on a day.
 *
 * @param from its beginning
 * @param halfHours half of its decisions had features of at most this age; null without any
 * @param slowHours 99 % of its decisions had features of at most this age
 * @param loadHours the greatest age that the newest loans reached in it; null before the first load
 *     and where loads are not known
 */
public record FreshnessSlot(
    Instant from,
    @Nullable Double halfHours,
    @Nullable Double slowHours,
    @Nullable Double loadHours) {}
