package io.surety.prediction.shadow;

import io.surety.prediction.champion.Capacity;
import io.surety.prediction.champion.Champion;
import io.surety.prediction.champion.LoadedModel;
import io.surety.predictionlog.AnswerRole;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who scores in shadow beside a model that answers.
 *
 * @param challenger null when there is none, or when it is the one that answers
 * @param probe null when no breaker is half-open
 */
record Cast(@Nullable LoadedModel challenger, @Nullable LoadedModel probe) {

  private static final double SCALE = 0x1p-64;
  private static final double MIDDLE = 0.5;

  /** Nobody scores beside a version that was asked for by its number: that is no alias's answer. */
  static Optional<Cast> beside(LoadedModel answering, Champion champion) {
    LoadedModel challenger = champion.findChallenger().orElse(null);
    LoadedModel probe = champion.findProbe().orElse(null);
    if ((challenger == null && probe == null) || answering.capacity() instanceof Capacity.Named) {
      return Optional.empty();
    }
    boolean byPolicy = answering.capacity() instanceof Capacity.Policy;
    Cast cast =
        new Cast(
            isAnother(challenger, answering, byPolicy) ? challenger : null,
            isAnother(probe, answering, byPolicy) ? probe : null);
    return cast.challenger == null && cast.probe == null ? Optional.empty() : Optional.of(cast);
  }

  private static boolean isAnother(
      @Nullable LoadedModel shadow, LoadedModel answering, boolean byPolicy) {
    return shadow != null && (byPolicy || !shadow.version().equals(answering.version()));
  }

  /** Whether a prediction is in the share that the probe scores; the same whoever asks. */
  boolean isProbed(UUID id) {
    return probe != null && partOf(id) < probe.trialShare();
  }

  /** Whether the challenger scores a prediction; a version scores none twice. */
  boolean isChallenged(boolean probed) {
    return challenger != null
        && !(probed && probe != null && probe.version().equals(challenger.version()));
  }

  /** The one in this role. */
  @Nullable LoadedModel in(AnswerRole role) {
    return role == AnswerRole.PROBE ? probe : challenger;
  }

  /** From 0 to 1, evenly, also for ids that follow each other (Stafford's mixer 13, 2011). */
  static double partOf(UUID id) {
    long bits = id.getMostSignificantBits() ^ id.getLeastSignificantBits();
    bits = (bits ^ bits >>> 30) * 0xbf58476d1ce4e5b9L;
    bits = (bits ^ bits >>> 27) * 0x94d049bb133111ebL;
    return (bits ^ bits >>> 31) * SCALE + MIDDLE;
  }
}
