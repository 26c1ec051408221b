package io.surety.prediction.audit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How decisions are logged.
 *
 * @param mode null for durable where there is a database, and off where there is none
 * @param timeLimit the most time that one request waits for its decisions to be logged, and for how
 *     long what is queued is tried again when the service ends
 * @param commits how many writes are under way at once; with one each takes along most of those who
 *     wait, and the database has the least to do
 * @param queue how many decisions wait at most to be written, with async
 * @param retryAfter what callers are told when a decision could not be logged
 * @param datasource the login that writes: that of {@code spring.datasource} when nothing is said
 */
@ConfigurationProperties("surety.audit")
record AuditSettings(
    @Nullable Mode mode,
    @DefaultValue("2s") Duration timeLimit,
    @DefaultValue("1") int commits,
    @DefaultValue("10000") int queue,
    @DefaultValue("2s") Duration retryAfter,
    @Nullable Login datasource) {

  private static final Duration LEAST_TIME = Duration.ofMillis(250);

  /** When a decision may be answered. */
  enum Mode {
    /** When it is in the log. */
    DURABLE,
    /** At once; it is logged afterwards, and what cannot be is counted. */
    ASYNC,
    /** At once; nothing is logged. */
    OFF
  }

  /** A login of the log's database. */
  record Login(@Nullable String url, @Nullable String username, @Nullable String password) {}

  AuditSettings {
    if (timeLimit.compareTo(LEAST_TIME) < 0) {
      throw new IllegalArgumentException(
          "surety.audit.time-limit is at least 250ms, but it is " + timeLimit.toMillis() + "ms.");
    }
    if (commits < 1) {
      throw new IllegalArgumentException(
          "surety.audit.commits is at least 1, but it is " + commits + ".");
    }
    if (queue < 1) {
      throw new IllegalArgumentException(
          "surety.audit.queue is at least 1, but it is " + queue + ".");
    }
    if (retryAfter.isNegative()) {
      throw new IllegalArgumentException(
          "surety.audit.retry-after is no negative time, but it is " + retryAfter + ".");
    }
  }
}
