package io.surety.drill;

import io.surety.feature.Feature;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;

/**
 * Who asks for a score: people of the ledger on the days of their loans, with what the feature
 * store says of them on that day. A login with {@code surety_trainer} may read them.
 */
public final class Applicants {

  /** As many as say all that windows of ten thousand answers can. */
  private static final int MOST = 20_000;

  private static final String DRAW =
      """
      SELECT user_id, loan_date, nb_previous_loans, avg_amount_loans_previous,
        feature_store.years_between(birthday, loan_date),
        feature_store.years_between(job_start_date, loan_date),
        flag_own_car
      FROM feature_store.loan_features
      WHERE loan_date BETWEEN ? AND ? AND user_id BETWEEN ? AND ?
      ORDER BY hashint8extended(loan_id, ?)
      LIMIT ?
      """;

  private final List<Applicant> all;

  private Applicants(List<Applicant> all) {
    this.all = List.copyOf(all);
  }

  /**
   * Somebody who asks.
   *
   * @param features in the order of {@link Feature}, NaN where one is missing
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Applicant(long user, LocalDate day, double[] features) {}

  /**
   * Whose loans.
   *
   * @param from the first day of a loan
   * @param until the last day of a loan
   */
  public record Of(LocalDate from, LocalDate until, long firstUser, long lastUser) {}

  /** How a feature is distributed, of those of whom it is known. */
  public record Spread(double mean, double deviation) {}

  /** These, in this order. */
  static Applicants of(List<Applicant> some) {
    return new Applicants(some);
  }

  /** Draws loans evenly, in an order that the seed alone decides. */
  public static Applicants draw(DataSource database, Of whom, long seed) {
    try (Connection connection = database.getConnection();
        PreparedStatement asked = connection.prepareStatement(DRAW)) {
      asked.setDate(1, Date.valueOf(whom.from()));
      asked.setDate(2, Date.valueOf(whom.until()));
      asked.setLong(3, whom.firstUser());
      asked.setLong(4, whom.lastUser());
      asked.setLong(5, seed);
      asked.setInt(6, MOST);
      List<Applicant> drawn = new ArrayList<>();
      try (ResultSet row = asked.executeQuery()) {
        while (row.next()) {
          drawn.add(
              new Applicant(row.getLong(1), row.getObject(2, LocalDate.class), features(row)));
        }
      }
      return new Applicants(drawn);
    } catch (SQLException failure) {
      throw new IllegalStateException(
          "The database failed while people were being drawn: " + failure.getMessage(), failure);
    }
  }

  private static double[] features(ResultSet row) throws SQLException {
    double[] features = new double[Feature.values().length];
    for (Feature feature : Feature.values()) {
      double value = row.getDouble(3 + feature.ordinal());
      features[feature.ordinal()] = row.wasNull() ? Double.NaN : value;
    }
    return features;
  }

  /** How many different ones there are. */
  public int size() {
    return all.size();
  }

  /** The one whose turn it is; after the last the first comes again. */
  public Applicant at(long turn) {
    return all.get((int) (turn % all.size()));
  }

  /** How a feature is distributed among them. */
  public Spread spread(Feature feature) {
    double[] known =
        all.stream()
            .mapToDouble(each -> each.features()[feature.ordinal()])
            .filter(value -> !Double.isNaN(value))
            .toArray();
    double mean = Arrays.stream(known).average().orElse(Double.NaN);
    double squares = Arrays.stream(known).map(value -> (value - mean) * (value - mean)).sum();
    return new Spread(mean, Math.sqrt(squares / Math.max(1, known.length - 1)));
  }
}
