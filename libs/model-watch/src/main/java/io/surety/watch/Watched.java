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
 * A version that an alias points at, as it stands.
 *
 * @param sha256 of its bundle
 * @param since when the alias came to point at it, or its breaker to stand so, whichever was later
 * @param byPerson whether a person brought the breaker there
 * @param causes the figures by which a program opened it; empty unless it is open
 * @param openings how many times a program opened it since the version last closed, or a person
 *     last decided about it
 * @param switched the decision that did; empty for one that never switched
 * @param answeredBy who answers; empty where the policy does
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
    int openings,
    Optional<Long> switched,
    Optional<ModelVersion> answeredBy,
    Optional<Instant> ofPerson) {

  public Watched {
    causes = List.copyOf(causes);
  }

  /** The role in which its answers are logged now; empty while it answers nobody. */
  public Optional<AnswerRole> role() {
    return switch (state) {
      case CLOSED ->
          Optional.of(alias.equals(Alias.CANARY) ? AnswerRole.CANARY : AnswerRole.CHAMPION);
      case HALF_OPEN -> Optional.of(AnswerRole.PROBE);
      case OPEN -> Optional.empty();
    };
  }

  /** The roles of answers whose outcomes tell of it. */
  public List<AnswerRole> rolesWithOutcomes() {
    return alias.equals(Alias.CANARY)
        ? List.of(AnswerRole.CANARY, AnswerRole.PROBE)
        : List.of(AnswerRole.CHAMPION, AnswerRole.BATCH, AnswerRole.PROBE);
  }

  BreakerMove.Standing standing() {
    return new BreakerMove.Standing(state, since, byPerson, causes, openings);
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
        && switched.equals(other.switched);
  }
}
