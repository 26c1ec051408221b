package io.surety.watch;

import io.surety.predictionlog.AnswerRole;
import io.surety.registry.ModelVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The newest answers of one version in some roles, kept between looks, so that a look reads only
 * what came since. What takes long to be committed is waited for a minute. All is read anew every
 * hour, by which time a person who was erased from the log is gone here, too.
 */
final class RecentAnswers {

  private static final Duration COMMITTED_WITHIN = Duration.ofMinutes(1);
  private static final Duration READ_ANEW = Duration.ofHours(1);

  /** Java compares UUIDs as signed numbers; the log orders their bytes. */
  static final Comparator<UUID> BY_BYTES =
      Comparator.<UUID, Long>comparing(UUID::getMostSignificantBits, Long::compareUnsigned)
          .thenComparing(UUID::getLeastSignificantBits, Long::compareUnsigned);

  private final ModelVersion version;
  private final List<AnswerRole> roles;
  private final NavigableMap<UUID, Answer> rows = new TreeMap<>(BY_BYTES);
  private @Nullable Instant anew;
  private @Nullable Instant lastFrom;
  private @Nullable Instant lastRead;

  RecentAnswers(ModelVersion version, List<AnswerRole> roles) {
    this.version = version;
    this.roles = List.copyOf(roles);
  }

  List<AnswerRole> roles() {
    return roles;
  }

  /** The newest answers from a moment until now. */
  Answers read(LogReader log, Instant from, Instant now, int most) {
    Instant since = from;
    Instant before = lastRead;
    if (before != null && isFresh(from, now)) {
      Instant again = before.minus(COMMITTED_WITHIN);
      since = again.isAfter(from) ? again : from;
    } else {
      rows.clear();
      anew = now;
    }
    // Clocks of services may be a little ahead.
    Instant until = now.plus(COMMITTED_WITHIN);
    for (Answer answer : log.answers(version, roles, since, until, most)) {
      rows.put(answer.id(), answer);
    }
    lastRead = now;
    lastFrom = from;
    boolean bounded = false;
    while (rows.size() > most) {
      rows.pollFirstEntry();
      bounded = true;
    }
    while (!rows.isEmpty() && rows.firstEntry().getValue().moment().isBefore(from)) {
      rows.pollFirstEntry();
    }
    List<Answer> kept = new ArrayList<>(rows.values());
    return new Answers(bounded ? kept.getFirst().moment() : from, kept, Answers.Of.REQUESTS);
  }

  private boolean isFresh(Instant from, Instant now) {
    Instant readAnew = anew;
    Instant before = lastFrom;
    return readAnew != null
        && before != null
        && !from.isBefore(before)
        && !now.isBefore(readAnew)
        && Duration.between(readAnew, now).compareTo(READ_ANEW) < 0;
  }
}
