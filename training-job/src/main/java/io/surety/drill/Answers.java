package io.surety.drill;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What came of the requests of a drill. Threads may share it. */
public final class Answers {

  /** Drifted answers whose moments are kept; long before that a breaker has opened or will not. */
  private static final int MOST_MOMENTS = 1_000_000;

  private final Map<Speaker, Said> said = new LinkedHashMap<>();
  private long[] drifted = new long[1 << 12];
  private int kept;
  private long answered;
  private long failed;
  private @Nullable String firstFailure;

  /** What one said. */
  public record Said(long answers, Instant first, Instant last) {

    private Said and(Instant at) {
      return new Said(answers + 1, first, at.isAfter(last) ? at : last);
    }
  }

  synchronized void answered(Speaker by, Instant at, boolean ofDrifted) {
    said.merge(by, new Said(1, at, at), (before, _) -> before.and(at));
    answered++;
    if (ofDrifted && kept < MOST_MOMENTS) {
      if (kept == drifted.length) {
        drifted = Arrays.copyOf(drifted, 2 * kept);
      }
      drifted[kept++] = at.toEpochMilli();
    }
  }

  synchronized void failed(String why) {
    failed++;
    if (firstFailure == null) {
      firstFailure = why;
    }
  }

  /** How many were answered. */
  public synchronized long answered() {
    return answered;
  }

  /** How many were not. */
  public synchronized long failed() {
    return failed;
  }

  /** Why the first of those failed. */
  public synchronized Optional<String> firstFailure() {
    return Optional.ofNullable(firstFailure);
  }

  /** How many of the drifted ones were answered until a moment. */
  public synchronized long driftedUntil(Instant moment) {
    long until = moment.toEpochMilli();
    long count = 0;
    for (int i = 0; i < kept; i++) {
      count += drifted[i] <= until ? 1 : 0;
    }
    return count;
  }

  /** Who said how much, in the order in which they began. */
  public synchronized Map<Speaker, Said> bySpeaker() {
    return new LinkedHashMap<>(said);
  }

  /**
   * All answer alike.
   *
   * @param since the last answer of anybody else; the first of this one when nobody else answered
   */
  public record Agreed(Speaker speaker, Instant first, Instant since) {}

  /**
   * Whoever answers alone.
   *
   * @param who is waited for
   * @param after answers before this moment are not theirs
   * @param alone for how long nobody else may have answered
   */
  public synchronized Optional<Agreed> agreed(
      Predicate<Speaker> who, Instant after, Duration alone, Instant now) {
    Speaker speaker = null;
    Instant others = Instant.MIN;
    for (Map.Entry<Speaker, Said> each : said.entrySet()) {
      if (who.test(each.getKey()) && each.getValue().last().isAfter(after)) {
        speaker = each.getKey();
      }
    }
    for (Map.Entry<Speaker, Said> each : said.entrySet()) {
      if (!each.getKey().equals(speaker) && each.getValue().last().isAfter(others)) {
        others = each.getValue().last();
      }
    }
    if (speaker == null) {
      return Optional.empty();
    }
    Said of = said.getOrDefault(speaker, new Said(0, now, now));
    boolean goesOn = of.last().isAfter(others) && !of.last().isBefore(now.minus(alone));
    return goesOn && !others.isAfter(now.minus(alone))
        ? Optional.of(
            new Agreed(speaker, of.first(), others.isAfter(of.first()) ? others : of.first()))
        : Optional.empty();
  }
}
