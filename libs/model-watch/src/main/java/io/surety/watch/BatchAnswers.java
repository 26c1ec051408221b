package io.surety.watch;

import io.surety.bundle.BreakerPolicy;
import io.surety.watch.LogWindows.Kind;
import io.surety.watch.LoggedBatches.Batch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a version answered in batches, kept between looks. Which batches are done is asked every
 * minute; they are read when others are, and anew every hour, as a person who was erased from the
 * log is to be gone here, too.
 */
record BatchAnswers(Instant asked, Instant since, Instant read, List<Batch> of, Answers answers) {

  static final BatchAnswers NONE =
      new BatchAnswers(
          Instant.MIN,
          Instant.MIN,
          Instant.MIN,
          List.of(),
          new Answers(Instant.EPOCH, List.of(), Answers.Of.BATCHES));

  private static final Duration ASKED_EVERY = Duration.ofMinutes(1);
  private static final Duration READ_ANEW = Duration.ofHours(1);

  BatchAnswers {
    of = List.copyOf(of);
  }

  BatchAnswers asOf(LoggedBatches log, Watched watched, BreakerPolicy policy, Instant now) {
    if (watched.since().equals(since) && isFresh(asked, ASKED_EVERY, now)) {
      return this;
    }
    List<Batch> done =
        log.done(
            watched.version(),
            watched.since(),
            now.minus(LogWindows.longest(policy, Kind.ANSWERS)),
            now);
    if (done.equals(of) && isFresh(read, READ_ANEW, now)) {
      return new BatchAnswers(now, watched.since(), read, of, answers);
    }
    return new BatchAnswers(
        now,
        watched.since(),
        now,
        done,
        log.read(watched.version(), done, LogWindows.most(policy, Kind.ANSWERS)));
  }

  private static boolean isFresh(Instant moment, Duration time, Instant now) {
    return !moment.isBefore(now.minus(time)) && !moment.isAfter(now);
  }

  /** The rows; empty where there are none. */
  Optional<Answers> rows() {
    return Optional.of(answers).filter(some -> some.size() > 0);
  }
}
