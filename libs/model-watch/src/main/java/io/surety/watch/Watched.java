package io.surety.watch;

import io.surety.bundle.BreakerPolicy;
import io.surety.bundle.WatchedFigure;
import io.surety.predictionlog.AnswerRole;
import io.surety.registry.Alias;
import io.surety.registry.BreakerState;
import io.surety.registry.ModelVersion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A version that an alias points at, or that answers in its place, as it stands.
 *
 * @param sha256 of its bundle
 * @param since when the alias came to point at it, or its breaker to stand so, whichever was later;
 *     of one that answers in the place of another, when it began to
 * @param byPerson whether a person brought the breaker there
 * @param causes the figures by which a program opened it; empty unless it is open
 * @param byBatches whether a program opened it by what it answered in batches
 * @param openings how many times a program opened it since the version last closed, or a person
 *     last decided about it
 * @param switched the decision that did; empty for one that never switched
 * @param answeredBy who answers; empty where the policy does
 * @param insteadOf the version in whose place it answers; empty for what the alias points at
 * @param ofPerson when a person last decided about the version under this alias; empty when none
 *     did
 */
public record Watched(
    ModelVersion version,
    Alias alias,
    String sha256,
    BreakerState state,
    Instant since,
    boolean byPerson,
    List<WatchedFigure> causes,
    boolean byBatches,
    int openings,
    Optional<Long> switched,
    Optional<ModelVersion> answeredBy,
    Optional<ModelVersion> insteadOf,
    Optional<Instant> ofPerson) {

  public Watched {
    causes = List.copyOf(causes);
  }

  /**
   * The roles in which its answers to requests are logged now; none while it answers nobody. What
   * answers for itself may answer for another alias, too.
   */
  public List<AnswerRole> roles() {
    if (insteadOf.isPresent()) {
      return List.of(AnswerRole.FALLBACK);
    }
    return switch (state) {
      case CLOSED -> List.of(ownRole(), AnswerRole.FALLBACK);
      case HALF_OPEN -> List.of(AnswerRole.PROBE);
      case OPEN -> List.of();
    };
  }

  /** The roles in which it answered last: those of now, or of before its breaker opened. */
  public List<AnswerRole> lastRoles() {
    return state == BreakerState.OPEN ? List.of(ownRole(), AnswerRole.FALLBACK) : roles();
  }

  /** The roles of answers whose outcomes tell of it. */
  public List<AnswerRole> rolesWithOutcomes() {
    return alias.equals(Alias.CANARY)
        ? List.of(AnswerRole.CANARY, AnswerRole.FALLBACK, AnswerRole.PROBE)
        : List.of(AnswerRole.CHAMPION, AnswerRole.FALLBACK, AnswerRole.BATCH, AnswerRole.PROBE);
  }

  /** Whether batches that name no version are scored by it, or were until its breaker opened. */
  public boolean scoresBatches() {
    return alias.equals(Alias.CHAMPION) && state != BreakerState.HALF_OPEN;
  }

  private AnswerRole ownRole() {
    return alias.equals(Alias.CANARY) ? AnswerRole.CANARY : AnswerRole.CHAMPION;
  }

  /** The rules of its bundle as it is judged by them while it stands so. */
  public BreakerPolicy judgedBy(BreakerPolicy rules) {
    if (insteadOf.isPresent()) {
      return InsteadOfAnother.rules(rules);
    }
    return state == BreakerState.HALF_OPEN ? Trial.rules(rules) : rules;
  }

  BreakerMove.Standing standing() {
    return new BreakerMove.Standing(state, since, byPerson, causes, byBatches, openings);
  }

  /** What comes next of a breaker that is open; empty for any other. */
  public Optional<NextTrial> nextTrial(BreakerPolicy policy) {
    return state == BreakerState.OPEN
        ? Optional.of(NextTrial.of(standing(), policy))
        : Optional.empty();
  }

  /** Whether another reading tells of the same switch of the same breaker. */
  boolean standsAs(Watched other) {
    return state == other.state
        && version.equals(other.version)
        && alias.equals(other.alias)
        && switched.equals(other.switched)
        && insteadOf.equals(other.insteadOf);
  }
}
