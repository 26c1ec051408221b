package io.surety.predictionlog;

import io.surety.bundle.Assessment;
import io.surety.bundle.Decision;
import io.surety.feature.Basis;
import io.surety.feature.UserId;
import io.surety.registry.ModelVersion;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A decision as it was made.
 *
 * @param id a UUIDv7, which tells its time
 * @param user who was scored; null when nobody said, and when it was erased
 * @param lookup how the features were looked up; null when they came with the request, and when it
 *     was erased
 * @param version that spoke, or for which the policy spoke
 * @param scored what was scored and came of it; null for an answer of the policy, and when it was
 *     erased
 * @param reasonsJson as they were answered, null when none were asked for
 * @param caller who asked, as far as is known
 * @param latencyMicros from the request's arrival until the decision was made, before it was logged
 * @param erasure the erasure that removed the person and all that came of the person's data
 * @param beside the prediction that was answered, when this one was made in shadow; an id that no
 *     prediction has where the request was refused because the policy answers
 */
public record LoggedPrediction(
    UUID id,
    @Nullable UserId user,
    @Nullable Lookup lookup,
    ModelVersion version,
    AnswerRole role,
    @Nullable Scored scored,
    Decision decision,
    @Nullable String reasonsJson,
    @Nullable String caller,
    @Nullable Integer latencyMicros,
    @Nullable Long erasure,
    @Nullable UUID beside) {

  /** A prediction that was answered. */
  public LoggedPrediction(
      UUID id,
      @Nullable UserId user,
      @Nullable Lookup lookup,
      ModelVersion version,
      AnswerRole role,
      @Nullable Scored scored,
      Decision decision,
      @Nullable String reasonsJson,
      @Nullable String caller,
      @Nullable Integer latencyMicros,
      @Nullable Long erasure) {
    this(
        id,
        user,
        lookup,
        version,
        role,
        scored,
        decision,
        reasonsJson,
        caller,
        latencyMicros,
        erasure,
        null);
  }

  /**
   * What a version made in shadow of the request that another prediction answered, or that was
   * refused because the policy answers.
   *
   * @param role {@link AnswerRole#CHALLENGER} or {@link AnswerRole#PROBE}
   */
  public static LoggedPrediction inShadow(
      UUID id,
      UUID beside,
      @Nullable UserId user,
      @Nullable Lookup lookup,
      ModelVersion version,
      AnswerRole role,
      Scored scored,
      Decision decision) {
    return new LoggedPrediction(
        id, user, lookup, version, role, scored, decision, null, null, null, null, beside);
  }

  /**
   * What a model was given, and what it made of it.
   *
   * @param inputs in the order of the version's schema, NaN where a value is missing; belongs to
   *     this record from then on
   */
  @SuppressWarnings("ArrayRecordComponent") // compared as a row is
  public record Scored(double[] inputs, float margin, double probability, int score) {

    /** A row and its assessment. */
    public static Scored of(double[] inputs, Assessment assessment) {
      return new Scored(inputs, assessment.margin(), assessment.probability(), assessment.points());
    }

    /** Whether every bit is the same. */
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Scored that
          && Arrays.equals(inputs, that.inputs)
          && Float.compare(margin, that.margin) == 0
          && Double.compare(probability, that.probability) == 0
          && score == that.score;
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(inputs) + Double.hashCode(probability);
    }
  }

  /**
   * How features were looked up, so that they can be computed again.
   *
   * @param asOf the date that they were taken at
   * @param knownAt the newest load that they took into account; null when nobody said
   */
  public record Lookup(LocalDate asOf, Basis basis, @Nullable Instant knownAt) {}

  /** The date that the features were taken at; null when they were not looked up. */
  public @Nullable LocalDate asOf() {
    return lookup == null ? null : lookup.asOf();
  }

  /** When it was made. */
  public Instant moment() {
    return PredictionId.moment(id);
  }

  /** Whether the person and all that came of the person's data was removed. */
  public boolean isErased() {
    return erasure != null;
  }
}
