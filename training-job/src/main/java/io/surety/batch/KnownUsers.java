package io.surety.batch;

import io.surety.featurestore.FeatureSnapshot;
import io.surety.featurestore.UserShare;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** Every user who is known at a date, by ascending id, from the loans known at a moment. */
final class KnownUsers implements BatchRows {

  private final DataSource database;
  private final BatchTerms terms;
  private final Shard shard;
  private final KnownRows rows;

  KnownUsers(DataSource database, BatchTerms terms, Shard shard, BatchModel model) {
    this.database = database;
    this.terms = terms;
    this.shard = shard;
    this.rows = new KnownRows(terms.asOf(), model);
  }

  @Override
  public void each(Reached reached, Consumer<BatchRow> taker) {
    UserShare share = UserShare.of(shard.index(), shard.of()).beyond(reached.lastUser());
    long[] place = {reached.rows() * shard.of() + shard.index()};
    try (FeatureSnapshot snapshot = FeatureSnapshot.open(database, terms.knownAt())) {
      snapshot.export(
          terms.asOf(),
          KnownRows.BASIS,
          share,
          user -> {
            taker.accept(rows.row(place[0], user));
            place[0] += shard.of();
          });
    }
  }
}
