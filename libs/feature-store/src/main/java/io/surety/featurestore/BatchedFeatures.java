package io.surety.featurestore;

import io.surety.batching.MicroBatcher;
import io.surety.batching.OutOfTime;
import io.surety.feature.Basis;
import io.surety.feature.UserId;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Finds single users together with those that others look for at the same time. */
public final class BatchedFeatures implements Features {

  /** How many batches of a day are under way at once: while one is answered, the other gathers. */
  static final int AT_ONCE = 2;

  /**
   * How many of all days: of a pool's ten connections two stay for those who ask for many users.
   */
  private static final int MOST_AT_ONCE = 8;

  private static final int MOST_USERS = 500;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Features features;
  private final MicroBatcher<Moment, UserId, Optional<UserFeatures>> single;

  public BatchedFeatures(Features features) {
    this.features = features;
    this.single =
        new MicroBatcher<>(
            AT_ONCE,
            MOST_AT_ONCE,
            MOST_USERS,
            (moment, users, _) -> features.findAll(users, moment.asOf(), moment.basis()));
  }

  private record Moment(LocalDate asOf, Basis basis) {}

  @Override
  public Optional<UserFeatures> find(UserId user, LocalDate asOf, Basis basis) {
    try {
      return single.ask(new Moment(asOf, basis), user, System.nanoTime() + PATIENCE.toNanos());
    } catch (OutOfTime late) {
      throw new FeaturesUnavailable(
          "The features could not be read from the database in time.",
          new SQLTransientConnectionException(late));
    }
  }

  @Override
  public List<Optional<UserFeatures>> findAll(List<UserId> users, LocalDate asOf, Basis basis) {
    return features.findAll(users, asOf, basis);
  }
}
