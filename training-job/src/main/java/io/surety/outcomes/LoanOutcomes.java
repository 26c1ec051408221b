package io.surety.outcomes;

import io.surety.predictionlog.LogFailed;
import io.surety.predictionlog.Outcomes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Takes outcomes from the ledger: once a load tells whether a loan was paid, the prediction that
 * was made for it gets its outcome: the last one before the loan, and no loan that its user took
 * later. Only predictions that were made before that was known count, so a batch over the past is
 * never judged by what everybody knew. Each load is looked at once, in the transaction that records
 * its outcomes; what several loads of one day tell of a loan is one outcome, the last. A login with
 * {@code surety_trainer} is enough.
 */
public final class LoanOutcomes {

  private static final String LINK = text("link.sql");
  private static final int MOST_DAYS = 3660;
  private static final OffsetDateTime BEFORE_ALL = OffsetDateTime.parse("1970-01-01T00:00:00Z");

  private static final String STILL_TO_BE_LINKED =
      """
      SELECT
        (SELECT max(i.known_at) FROM feature_store.ingest i) AS until,
        (SELECT max(n.known_at) FROM prediction_log.linked_load n) AS since,
        (SELECT min(l.loan_date) FROM feature_store.loan l
         WHERE l.status IS NOT NULL
           AND l.known_from > coalesce(
             (SELECT max(n.known_at) FROM prediction_log.linked_load n), '-infinity')) AS oldest
      """;

  private final DataSource database;
  private final int withinDays;

  /**
   * Works through connections of this source.
   *
   * @param within how long before a loan a prediction may have been made for it, in whole days
   */
  public LoanOutcomes(DataSource database, Duration within) {
    if (!isWholeDays(within)) {
      throw new IllegalArgumentException(
          "A loan follows its decision within whole days such as P30D, not %s.".formatted(within));
    }
    this.database = database;
    this.withinDays = (int) within.toDays();
  }

  /** Whether this is one day, or up to ten years of them. */
  public static boolean isWholeDays(Duration within) {
    return within.equals(Duration.ofDays(within.toDays()))
        && within.toDays() >= 1
        && within.toDays() <= MOST_DAYS;
  }

  /** How many outcomes the loads since the last time brought; 0 when there was none. */
  public long link() {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        long outcomes = link(connection);
        connection.commit();
        return outcomes;
      } catch (SQLException | RuntimeException failure) {
        connection.rollback();
        throw failure;
      } finally {
        connection.setAutoCommit(true);
      }
    } catch (SQLException failure) {
      throw LogFailed.because(failure);
    }
  }

  private long link(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(Outcomes.ONE_AT_A_TIME);
      Loads loads = loads(statement);
      if (loads.until() == null || loads.until().equals(loads.since())) {
        return 0;
      }
      long outcomes = loads.oldest() == null ? 0 : link(connection, loads, loads.oldest());
      try (PreparedStatement linked =
          connection.prepareStatement(
              "INSERT INTO prediction_log.linked_load (known_at, outcomes) VALUES (?, ?)")) {
        linked.setObject(1, loads.until());
        linked.setLong(2, outcomes);
        linked.executeUpdate();
      }
      return outcomes;
    }
  }

  private long link(Connection connection, Loads loads, LocalDate oldest) throws SQLException {
    try (PreparedStatement link = connection.prepareStatement(LINK)) {
      link.setObject(1, loads.since() == null ? BEFORE_ALL : loads.since());
      link.setObject(2, loads.until());
      link.setObject(3, loads.until());
      link.setObject(4, loads.until());
      link.setInt(5, withinDays);
      link.setInt(6, withinDays);
      link.setObject(7, oldest.minusDays(withinDays));
      return link.executeLargeUpdate();
    }
  }

  /**
   * The loads that are still to be looked at.
   *
   * @param since the newest that was looked at; null when none was
   * @param until the newest there is; null when there is none
   * @param oldest the date of the oldest loan whose outcome they tell; null when they tell none
   */
  private record Loads(
      @Nullable OffsetDateTime since, @Nullable OffsetDateTime until, @Nullable LocalDate oldest) {}

  private static Loads loads(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery(STILL_TO_BE_LINKED)) {
      row.next();
      return new Loads(
          row.getObject("since", OffsetDateTime.class),
          row.getObject("until", OffsetDateTime.class),
          row.getObject("oldest", LocalDate.class));
    }
  }

  private static String text(String resource) {
    try (InputStream stream = LoanOutcomes.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException("The statement " + resource + " is not on the class path.");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
