package io.surety.watch;

import io.surety.bundle.BreakerPolicy;
import io.surety.watch.LogWindows.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;

/**
 * What became of the answers of a version, read again every minute: it changes by days. What a
 * person knew when deciding about the version is not held against that decision: only outcomes that
 * were recorded since count.
 */
record KnownOutcomes(Instant read, Instant recordedAfter, List<KnownOutcome> outcomes) {

  private static final Comparator<KnownOutcome> NEWEST_FIRST =
      Comparator.comparing(KnownOutcome::knownOn)
          .reversed()
          .thenComparing(KnownOutcome::id, Comparator.reverseOrder());

  static final KnownOutcomes NONE = new KnownOutcomes(Instant.MIN, Instant.MIN, List.of());

  private static final Duration READ_EVERY = Duration.ofMinutes(1);

  /** In one order, so that what is read twice is the same twice. */
  KnownOutcomes {
    outcomes = outcomes.stream().sorted(NEWEST_FIRST).toList();
  }

  KnownOutcomes asOf(LogReader log, Watched watched, BreakerPolicy policy, Instant now) {
    Instant recorded = watched.ofPerson().orElse(Instant.EPOCH);
    if (recorded.equals(recordedAfter) && !read.isBefore(now.minus(READ_EVERY))) {
      return this;
    }
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    LocalDate first =
        LocalDate.ofInstant(now.minus(LogWindows.longest(policy, Kind.OUTCOMES)), ZoneOffset.UTC);
    return new KnownOutcomes(
        now,
        recorded,
        log.outcomes(
            watched.version(),
            watched.rolesWithOutcomes(),
            first,
            today,
            recorded,
            LogWindows.most(policy, Kind.OUTCOMES)));
  }
}
