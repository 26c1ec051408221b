package io.surety.prediction.shadow;

import io.surety.prediction.champion.LoadedModel;
import io.surety.predictionlog.AnswerRole;
import java.util.List;

/**
 * Predictions that were answered together.
 *
 * @param answering the model that answered, or for which the policy did
 * @param cast who scores them in shadow
 */
record Piece(LoadedModel answering, Cast cast, List<Answered> rows) {

  /** About how much memory it takes. */
  long bytes() {
    long bytes = 0;
    for (Answered each : rows) {
      bytes += each.bytes();
    }
    return bytes;
  }

  /** How many of them the one in this role scores. */
  int count(AnswerRole role) {
    int count = 0;
    for (Answered each : rows) {
      count += (role == AnswerRole.PROBE ? each.probed() : each.challenged()) ? 1 : 0;
    }
    return count;
  }
}
