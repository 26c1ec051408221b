package io.surety.featurestore;

import io.surety.feature.Basis;
import io.surety.feature.UserId;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Finds features in the table {@code feature_store.loan_features}: for each user, one descent of
 * its primary key. Needs no more than the role {@code surety_feature_reader}.
 *
 * <p>Holds no state but the source of connections: safe for many threads.
 */
public final class PostgresFeatures implements Features {

  /** One user, at the date that comes first: PostgreSQL keeps one plan for it, whoever it is. */
  private static final Map<Basis, String> FIND_ONE =
      statements(
          """
          SELECT %s, (SELECT MAX(known_at) FROM feature_store.ingest)
          FROM (SELECT CAST(? AS date) AS as_of, CAST(? AS bigint) AS user_id) AS asked
          """);

  private static final Map<Basis, String> FIND_ALL =
      statements(
          """
          SELECT %s, (SELECT MAX(known_at) FROM feature_store.ingest), asked.place
          FROM \
          """
              + FeatureQueries.askedAll());

  private static Map<Basis, String> statements(String asked) {
    Map<Basis, String> statements = new EnumMap<>(Basis.class);
    for (Basis basis : Basis.values()) {
      statements.put(
          basis,
          asked.formatted(FeatureQueries.columns(basis))
              + FeatureQueries.latest(basis, "feature_store.loan_features"));
    }
    return statements;
  }

  private final DataSource database;

  public PostgresFeatures(DataSource database) {
    this.database = database;
  }

  @Override
  public Optional<UserFeatures> find(UserId user, LocalDate asOf, Basis basis) {
    try (Connection connection = database.getConnection();
        PreparedStatement find = connection.prepareStatement(FIND_ONE.get(basis))) {
      find.setObject(1, asOf);
      find.setLong(2, user.value());
      try (ResultSet row = find.executeQuery()) {
        return row.next() ? Optional.of(FeatureQueries.read(row, knownAt(row))) : Optional.empty();
      }
    } catch (SQLException failure) {
      throw unavailable(failure);
    }
  }

  @Override
  public List<Optional<UserFeatures>> findAll(List<UserId> users, LocalDate asOf, Basis basis) {
    if (users.size() == 1) {
      return List.of(find(users.getFirst(), asOf, basis));
    }
    List<Optional<UserFeatures>> found = new ArrayList<>(users.size());
    users.forEach(_ -> found.add(Optional.empty()));
    Object[] ids = users.stream().map(UserId::value).toArray();
    try (Connection connection = database.getConnection();
        PreparedStatement find = connection.prepareStatement(FIND_ALL.get(basis))) {
      Array array = connection.createArrayOf("bigint", ids);
      find.setObject(1, asOf);
      find.setArray(2, array);
      try (ResultSet rows = find.executeQuery()) {
        Instant knownAt = null;
        while (rows.next()) {
          knownAt = knownAt == null ? knownAt(rows) : knownAt;
          int place = (int) rows.getLong(FeatureQueries.COLUMNS + 2);
          found.set(place - 1, Optional.of(FeatureQueries.read(rows, knownAt)));
        }
      }
      array.free();
    } catch (SQLException failure) {
      throw unavailable(failure);
    }
    return found;
  }

  /** The same in every row of a statement. */
  private static Instant knownAt(ResultSet row) throws SQLException {
    return row.getObject(FeatureQueries.COLUMNS + 1, OffsetDateTime.class).toInstant();
  }

  private static FeaturesUnavailable unavailable(SQLException failure) {
    return new FeaturesUnavailable("The features could not be read from the database.", failure);
  }
}
