package io.surety.watch;

import io.surety.predictionlog.AnswerRole;
import io.surety.registry.ModelVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the requests to one version in some roles, in one sliding window. Its newest
 * quarter of an hour is read at every look, because counts are told late when a database was away;
 * what is older is kept, and read anew every ten minutes. A window of hours is exact to these ten
 * minutes, any that is shorter than the quarter exactly.
 */
final class RecentTallies {

  private static final Duration READ_ALWAYS = Duration.ofMinutes(15);
  private static final Duration READ_ANEW = Duration.ofMinutes(10);
  private static final Duration CLOCKS_AGREE_WITHIN = Duration.ofMinutes(1);

  private final ModelVersion version;
  private final List<AnswerRole> roles;
  private @Nullable Older older;

  RecentTallies(ModelVersion version, List<AnswerRole> roles) {
    this.version = version;
    this.roles = List.copyOf(roles);
  }

  private record Older(Instant read, Instant from, Instant until, RequestCounts counts) {

    /** Whether it still holds for a window that begins then. */
    boolean holds(Instant begins, Instant now) {
      return !now.isBefore(read)
          && now.isBefore(read.plus(READ_ANEW))
          && !begins.isBefore(from)
          && begins.isBefore(from.plus(READ_ANEW));
    }
  }

  List<AnswerRole> roles() {
    return roles;
  }

  /** What became of the requests from a moment until now. */
  RequestCounts read(LogReader log, Instant from, Instant now) {
    Instant until = now.plus(CLOCKS_AGREE_WITHIN);
    Instant always = now.minus(READ_ALWAYS);
    if (!from.isBefore(always)) {
      return log.requests(version, roles, from, until);
    }
    Older kept = older;
    if (kept == null || !kept.holds(from, now)) {
      kept = new Older(now, from, always, log.requests(version, roles, from, always));
      older = kept;
    }
    return kept.counts().and(log.requests(version, roles, kept.until(), until));
  }
}
