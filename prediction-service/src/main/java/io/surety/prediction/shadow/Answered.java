package io.surety.prediction.shadow;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A prediction that was answered, or would have been had its protocol had room for the policy's
 * answer, with what another model needs to say what it would have.
 *
 * @param row as the model was given it that answered, or for which the policy did
 * @param user null when the features came with the request
 * @param probed whether it is among those that the probe scores
 * @param challenged whether the challenger scores it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Answered(
    UUID id, double[] row, @Nullable KnownUser user, boolean probed, boolean challenged) {

  private static final int BYTES = 192;
  private static final int BYTES_OF_VALUE = 48;

  /** About how much memory it takes. */
  int bytes() {
    return BYTES
        + Double.BYTES * row.length
        + (user == null ? 0 : BYTES_OF_VALUE * (2 + user.features().size()));
  }
}
