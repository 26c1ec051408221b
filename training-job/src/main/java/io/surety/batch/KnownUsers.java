package io.surety.batch;

import io.surety.bundle.Arrangement;
import io.surety.feature.Basis;
import io.surety.feature.Feature;
import io.surety.featurestore.FeatureSnapshot;
import io.surety.featurestore.UserShare;
import io.surety.predictionlog.LoggedPrediction.Lookup;
import java.time.LocalDate;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** Every user who is known at a date, by ascending id, from the loans known at a moment. */
final class KnownUsers implements BatchRows {

  private final DataSource database;
  private final BatchTerms terms;
  private final Shard shard;
  private final Arrangement arrangement;
  private final int[] features;

  KnownUsers(DataSource database, BatchTerms terms, Shard shard, BatchModel model) {
    this.database = database;
    this.terms = terms;
    this.shard = shard;
    this.arrangement = model.ofFeatures();
    this.features = model.features().stream().mapToInt(Feature::ordinal).toArray();
  }

  @Override
  public void each(Reached reached, Consumer<BatchRow> taker) {
    LocalDate asOf = terms.asOf();
    UserShare share = UserShare.of(shard.index(), shard.of()).beyond(reached.lastUser());
    long[] place = {reached.rows() * shard.of() + shard.index()};
    try (FeatureSnapshot snapshot = FeatureSnapshot.open(database, terms.knownAt())) {
      snapshot.export(
          asOf,
          Basis.LATEST_LOAN,
          share,
          user -> {
            double[] known = user.values().toArray();
            double[] values = new double[features.length];
            for (int at = 0; at < features.length; at++) {
              values[at] = known[features[at]];
            }
            taker.accept(
                new BatchRow(
                    place[0],
                    user.userId(),
                    new Lookup(asOf, Basis.LATEST_LOAN, user.knownAt()),
                    arrangement.bind(values)));
            place[0] += shard.of();
          });
    }
  }
}
