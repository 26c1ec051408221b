package io.surety.batch;

import io.surety.bundle.Arrangement;
import io.surety.feature.Basis;
import io.surety.feature.Feature;
import io.surety.featurestore.UserFeatures;
import io.surety.predictionlog.LoggedPrediction.Lookup;
import java.time.LocalDate;

/** Makes rows of what is known of users at the date of a batch. */
final class KnownRows {

  /** As the service looks users up when nobody says otherwise. */
  static final Basis BASIS = Basis.LATEST_LOAN;

  private final LocalDate asOf;
  private final Arrangement arrangement;
  private final int[] features;

  KnownRows(LocalDate asOf, BatchModel model) {
    this.asOf = asOf;
    this.arrangement = model.ofFeatures();
    this.features = model.features().stream().mapToInt(Feature::ordinal).toArray();
  }

  BatchRow row(long place, UserFeatures user) {
    double[] known = user.values().toArray();
    double[] values = new double[features.length];
    for (int at = 0; at < features.length; at++) {
      values[at] = known[features[at]];
    }
    return new BatchRow(
        place, user.userId(), new Lookup(asOf, BASIS, user.knownAt()), arrangement.bind(values));
  }
}
