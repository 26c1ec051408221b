package io.surety.featurestore;

import io.surety.feature.Basis;
import io.surety.feature.UserId;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * The loans and features of one moment, unmoved by what is loaded meanwhile: one transaction of
 * isolation REPEATABLE READ, which {@link #close} rolls back.
 *
 * <p>Opened for an earlier moment, it computes the features from the versions of the loans that
 * were known then, by the same statement as ever; so two snapshots with the same {@link #knownAt}
 * agree to the last bit, whenever they are opened. Needs the role {@code surety_trainer}. Not for
 * several threads.
 */
public final class FeatureSnapshot implements AutoCloseable {

  private static final int ROWS_AT_A_TIME = 10_000;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Connection connection;
  private final Optional<Instant> knownAt;

  private FeatureSnapshot(Connection connection, Optional<Instant> knownAt) {
    this.connection = connection;
    this.knownAt = knownAt;
  }

  /**
   * Opens a snapshot. For a moment after the newest load it waits, a minute at most, for a load
   * that runs: that one may count as known by then. Without a moment it never waits.
   *
   * @param knownAt the earlier moment whose knowledge is asked for; what is known now when empty
   * @throws MomentRefused when what was known at the moment can still change
   */
  public static FeatureSnapshot open(DataSource database, Optional<Instant> knownAt) {
    return open(database, knownAt, PATIENCE);
  }

  static FeatureSnapshot open(DataSource database, Optional<Instant> knownAt, Duration patience) {
    try {
      Connection connection = database.getConnection();
      try {
        connection.setAutoCommit(false);
        if (knownAt.isPresent()) {
          SettledMoment.require(connection, knownAt.get(), patience);
        }
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        return new FeatureSnapshot(connection, SnapshotRelations.create(connection, knownAt));
      } catch (SQLException | RuntimeException failure) {
        connection.close();
        throw failure;
      }
    } catch (SQLException failure) {
      throw new FeaturesUnavailable("The snapshot of loans and features failed to open.", failure);
    }
  }

  /**
   * When the newest load that the snapshot sees became known: names the state of its data exactly.
   * Empty when nothing is loaded.
   */
  public Optional<Instant> knownAt() {
    return knownAt;
  }

  /**
   * Hands the features of every user known at a date to the consumer, by ascending user id, without
   * holding more than some of them at a time; returns how many there were.
   */
  public long export(LocalDate asOf, Basis basis, Consumer<UserFeatures> each) {
    return export(asOf, basis, UserShare.ALL, each);
  }

  /** As {@link #export(LocalDate, Basis, Consumer)}, of a share of the users. */
  public long export(LocalDate asOf, Basis basis, UserShare share, Consumer<UserFeatures> each) {
    String query =
        """
        SELECT %s
        FROM (
            SELECT DISTINCT ON (user_id)
                user_id, loan_date, nb_previous_loans, avg_amount_loans_previous,
                nb_loans_to_date, avg_amount_loans_to_date, birthday, job_start_date, flag_own_car,
                asked.as_of
            FROM loan_features
            CROSS JOIN (SELECT CAST(? AS date) AS as_of) AS asked
            WHERE %s AND user_id > ? AND user_id %% ? = ?
            ORDER BY user_id, loan_date DESC, loan_id DESC
        ) AS latest
        CROSS JOIN LATERAL (SELECT latest.as_of) AS asked
        ORDER BY latest.user_id
        """
            .formatted(FeatureQueries.columns(basis), FeatureQueries.counts(basis));
    long exported = 0;
    try (PreparedStatement users = connection.prepareStatement(query)) {
      users.setFetchSize(ROWS_AT_A_TIME);
      users.setObject(1, asOf);
      users.setLong(2, share.beyond());
      users.setInt(3, share.of());
      users.setInt(4, share.index());
      try (ResultSet rows = users.executeQuery()) {
        while (rows.next()) {
          each.accept(FeatureQueries.read(rows, knownAt.orElseThrow()));
          exported++;
        }
      }
    } catch (SQLException failure) {
      throw new FeaturesUnavailable("The features could not be exported.", failure);
    }
    return exported;
  }

  /**
   * The features of users at a date, one for each user asked for, in the order asked, also when
   * repeated; empty for a user without a loan that counts by then.
   */
  public List<Optional<UserFeatures>> findAll(List<UserId> users, LocalDate asOf, Basis basis) {
    List<Optional<UserFeatures>> found =
        new ArrayList<>(Collections.nCopies(users.size(), Optional.empty()));
    String query =
        "SELECT "
            + FeatureQueries.columns(basis)
            + ", asked.place FROM "
            + FeatureQueries.askedAll()
            + FeatureQueries.latest(basis, "loan_features");
    try (PreparedStatement asked = connection.prepareStatement(query)) {
      Array ids = connection.createArrayOf("bigint", users.stream().map(UserId::value).toArray());
      asked.setObject(1, asOf);
      asked.setArray(2, ids);
      try (ResultSet rows = asked.executeQuery()) {
        while (rows.next()) {
          int place = (int) rows.getLong(FeatureQueries.COLUMNS + 1);
          found.set(place - 1, Optional.of(FeatureQueries.read(rows, knownAt.orElseThrow())));
        }
      }
      ids.free();
    } catch (SQLException failure) {
      throw new FeaturesUnavailable("The features of users could not be read.", failure);
    }
    return found;
  }

  /**
   * The connection of the snapshot, in which the unqualified names {@code loan} (every loan, in the
   * version of the moment) and {@code loan_features} are the relations of that moment. It belongs
   * to the snapshot: neither commit it nor close it.
   */
  public Connection connection() {
    return connection;
  }

  /** Ends the transaction and gives the connection back. */
  @Override
  public void close() {
    try (connection) {
      connection.rollback();
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      connection.setAutoCommit(true);
    } catch (SQLException failure) {
      throw new FeaturesUnavailable("The snapshot could not be closed.", failure);
    }
  }
}
