package io.surety.predictionlog;

import static java.util.Objects.requireNonNull;

import io.surety.bundle.Decision;
import io.surety.feature.Basis;
import io.surety.feature.UserId;
import io.surety.predictionlog.LoggedPrediction.Lookup;
import io.surety.predictionlog.LoggedPrediction.Scored;
import io.surety.registry.ModelVersion;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log of PostgreSQL. To find one prediction a login with {@code surety_model_reader} is
 * enough; to go through many it takes {@code surety_trainer}, {@code surety_approver} or {@code
 * surety_watcher}.
 */
public final class PostgresPredictions implements Predictions {

  private static final int ROWS_AT_ONCE = 1_000;
  static final String COLUMNS =
      LogRows.COLUMNS.replace("reasons", "reasons::text AS reasons") + ", erasure_id";
  private static final String OF_STRETCH =
      """
      FROM prediction_log.prediction
      WHERE prediction_id >= prediction_log.first_id(?) AND prediction_id < prediction_log.first_id(?)
      """;
  private static final Pattern PLANNED_ROWS = Pattern.compile("\"Plan Rows\": ([0-9]+)");

  private final DataSource source;

  /** Reads through connections of this source. */
  public PostgresPredictions(DataSource source) {
    this.source = source;
  }

  @Override
  public Optional<LoggedPrediction> find(UUID id) {
    try (Connection connection = source.getConnection();
        PreparedStatement asked =
            connection.prepareStatement("SELECT " + COLUMNS + " FROM prediction_log.find(?)")) {
      asked.setObject(1, id);
      try (ResultSet row = asked.executeQuery()) {
        return row.next() ? Optional.of(read(row)) : Optional.empty();
      }
    } catch (SQLException failure) {
      throw LogFailed.because(failure);
    }
  }

  @Override
  public void each(Stretch stretch, Consumer<LoggedPrediction> taker) {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      try (PreparedStatement asked =
          ask(connection, "SELECT " + COLUMNS + " ", stretch, " ORDER BY prediction_id")) {
        asked.setFetchSize(ROWS_AT_ONCE);
        try (ResultSet row = asked.executeQuery()) {
          while (row.next()) {
            taker.accept(read(row));
          }
        }
      } finally {
        connection.rollback();
        connection.setReadOnly(false);
        connection.setAutoCommit(true);
      }
    } catch (SQLException failure) {
      throw LogFailed.because(failure);
    }
  }

  @Override
  public long estimate(Stretch stretch) {
    try (Connection connection = source.getConnection();
        PreparedStatement asked = ask(connection, "EXPLAIN (FORMAT json) SELECT ", stretch, "");
        ResultSet plan = asked.executeQuery()) {
      plan.next();
      Matcher rows = PLANNED_ROWS.matcher(plan.getString(1));
      return rows.find() ? Long.parseLong(rows.group(1)) : 0;
    } catch (SQLException failure) {
      throw LogFailed.because(failure);
    }
  }

  private static PreparedStatement ask(
      Connection connection, String before, Stretch stretch, String behind) throws SQLException {
    UserId user = stretch.user();
    PreparedStatement asked =
        connection.prepareStatement(
            before + OF_STRETCH + (user == null ? "" : "AND user_id = ?") + behind);
    asked.setObject(1, OffsetDateTime.ofInstant(stretch.from(), ZoneOffset.UTC));
    asked.setObject(2, OffsetDateTime.ofInstant(stretch.until(), ZoneOffset.UTC));
    if (user != null) {
      asked.setLong(3, user.value());
    }
    return asked;
  }

  static LoggedPrediction read(ResultSet row) throws SQLException {
    Long user = row.getObject("user_id", Long.class);
    return new LoggedPrediction(
        requireNonNull(row.getObject("prediction_id", UUID.class)),
        user == null ? null : new UserId(user),
        lookup(row),
        new ModelVersion(requireNonNull(row.getString("model_name")), row.getInt("model_version")),
        AnswerRole.ofName(requireNonNull(row.getString("role"))),
        scored(row),
        Decision.valueOf(requireNonNull(row.getString("decision")).toUpperCase(Locale.ROOT)),
        row.getString("reasons"),
        row.getString("caller"),
        row.getObject("latency_micros", Integer.class),
        row.getObject("erasure_id", Long.class),
        row.getObject("beside", UUID.class));
  }

  private static @Nullable Lookup lookup(ResultSet row) throws SQLException {
    LocalDate asOf = row.getObject("as_of", LocalDate.class);
    if (asOf == null) {
      return null;
    }
    String basis = row.getString("features_basis");
    OffsetDateTime knownAt = row.getObject("features_known_at", OffsetDateTime.class);
    return new Lookup(
        asOf,
        basis == null ? Basis.LATEST_LOAN : Basis.ofWireName(basis),
        knownAt == null ? null : knownAt.toInstant());
  }

  private static @Nullable Scored scored(ResultSet row) throws SQLException {
    Array inputs = row.getArray("inputs");
    if (inputs == null) {
      return null;
    }
    Double[] values = (Double[]) inputs.getArray();
    double[] scored = new double[values.length];
    for (int column = 0; column < scored.length; column++) {
      Double value = values[column];
      scored[column] = value == null ? Double.NaN : value;
    }
    return new Scored(
        scored, row.getFloat("margin"), row.getDouble("probability"), row.getInt("score"));
  }
}
