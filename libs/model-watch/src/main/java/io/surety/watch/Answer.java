package io.surety.watch;

import io.surety.predictionlog.PredictionId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One logged row of a version.
 *
 * @param user null when the inputs came with the request
 * @param inputs in the order of the version's schema, NaN where a value is missing
 * @param latencyMicros until it was decided, before it was logged; null where nobody waited
 */
@SuppressWarnings("ArrayRecordComponent") // one of many rows, never compared
public record Answer(
    UUID id,
    @Nullable Long user,
    double[] inputs,
    double probability,
    @Nullable Integer latencyMicros) {

  /** When it was answered; of a row of a batch, when that began. */
  public Instant moment() {
    return PredictionId.moment(id);
  }
}
