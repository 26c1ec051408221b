package io.surety.prediction.scoring;

import io.surety.feature.UserId;
import io.surety.prediction.features.Moment;

/** One thing to score. */
sealed interface ScoreItem {

  /** A user, whose features the feature service knows. */
  record OfUser(UserId user, Moment moment) implements ScoreItem {}

  /** Features that came with the request, bound already. */
  final class OfRow implements ScoreItem {

    private final double[] row;

    OfRow(double[] row) {
      this.row = row;
    }

    /** In the order of the model's schema, NaN where a value is missing. */
    double[] row() {
      return row;
    }
  }
}
