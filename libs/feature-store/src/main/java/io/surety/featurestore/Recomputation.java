package io.surety.featurestore;

import io.surety.feature.Basis;
import io.surety.feature.UserId;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Computes features of some users again from the loans that were known at a moment, by the same
 * statement as ever, and never from what is kept of them. A question of few users costs the work of
 * their loans alone; from some thousand users on also one look through the ledger (ADR 29).
 *
 * <p>Needs the role {@code surety_trainer}. Not for several threads.
 */
public final class Recomputation implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final String ASK =
      """
      INSERT INTO pg_temp.asked_user (place, user_id, as_of)
      SELECT place, user_id, as_of
      FROM unnest(?, ?) WITH ORDINALITY AS asked (user_id, as_of, place)
      """;

  private final Connection connection;
  private final Instant knownAt;

  private Recomputation(Connection connection, Instant knownAt) {
    this.connection = connection;
    this.knownAt = knownAt;
  }

  /** Somebody whose features at a date are asked for. */
  public record Asked(UserId user, LocalDate asOf) {}

  /**
   * Opens it for the knowledge of a moment.
   *
   * @throws MomentRefused when what was known at the moment can still change
   */
  public static Recomputation open(DataSource database, Instant knownAt) {
    try {
      Connection connection = database.getConnection();
      try {
        connection.setAutoCommit(false);
        SettledMoment.require(connection, knownAt, PATIENCE);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try (Statement statement = connection.createStatement()) {
          statement.execute(relations(knownAt));
        }
        return new Recomputation(connection, knownAt);
      } catch (SQLException | RuntimeException failure) {
        connection.close();
        throw failure;
      }
    } catch (SQLException failure) {
      throw unavailable(failure);
    }
  }

  private static String relations(Instant knownAt) {
    return """
    SET LOCAL search_path = pg_temp, feature_store;
    SET LOCAL work_mem = '256MB';
    CREATE TEMP TABLE asked_user (place bigint NOT NULL, user_id bigint NOT NULL, as_of date NOT NULL);
    CREATE TEMP VIEW loan AS
    SELECT loan_id, user_id, loan_date, birthday, job_start_date, flag_own_car, loan_amount
    FROM feature_store.loan
    WHERE known_from <= '%1$s' AND known_to > '%1$s'
      AND user_id IN (SELECT asked.user_id FROM pg_temp.asked_user AS asked);
    """
        .formatted(knownAt);
  }

  /** The features of each, in the order asked; empty for a user without a loan that counts. */
  public List<Optional<UserFeatures>> findAll(List<Asked> asked, Basis basis) {
    List<Optional<UserFeatures>> found = new ArrayList<>(asked.size());
    asked.forEach(_ -> found.add(Optional.empty()));
    try (Statement statement = connection.createStatement()) {
      statement.execute("TRUNCATE pg_temp.asked_user");
      ask(asked);
      statement.execute("ANALYZE pg_temp.asked_user");
      statement.setFetchSize(10_000);
      try (ResultSet rows = statement.executeQuery(question(basis))) {
        while (rows.next()) {
          int place = (int) rows.getLong(FeatureQueries.COLUMNS + 1);
          found.set(place - 1, Optional.of(FeatureQueries.read(rows, knownAt)));
        }
      }
    } catch (SQLException failure) {
      throw unavailable(failure);
    }
    return found;
  }

  private void ask(List<Asked> asked) throws SQLException {
    Array users =
        connection.createArrayOf(
            "bigint", asked.stream().map(each -> each.user().value()).toArray());
    Array days = connection.createArrayOf("date", asked.stream().map(Asked::asOf).toArray());
    try (PreparedStatement rows = connection.prepareStatement(ASK)) {
      rows.setArray(1, users);
      rows.setArray(2, days);
      rows.executeUpdate();
    } finally {
      users.free();
      days.free();
    }
  }

  private static String question(Basis basis) {
    return """
    WITH computed AS MATERIALIZED (
    %s
    )
    SELECT %s, latest.place
    FROM (
        SELECT DISTINCT ON (asked.place) asked.place, asked.as_of, computed.*
        FROM asked_user AS asked
        JOIN computed ON computed.user_id = asked.user_id AND computed.%s
        ORDER BY asked.place, computed.loan_date DESC, computed.loan_id DESC
    ) AS latest
    CROSS JOIN LATERAL (SELECT latest.as_of) AS asked
    """
        .formatted(
            FeatureStatement.text(), FeatureQueries.columns(basis), FeatureQueries.counts(basis));
  }

  /** Ends the transaction and gives the connection back. */
  @Override
  public void close() {
    try (connection) {
      connection.rollback();
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      connection.setAutoCommit(true);
    } catch (SQLException failure) {
      throw unavailable(failure);
    }
  }

  private static FeaturesUnavailable unavailable(SQLException failure) {
    return new FeaturesUnavailable("The features could not be computed again.", failure);
  }
}
