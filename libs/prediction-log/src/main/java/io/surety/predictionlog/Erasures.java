package io.surety.predictionlog;

import static java.util.Objects.requireNonNull;

import io.surety.feature.UserId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Removes persons from the log: number, date, inputs, margin, probability, score and reasons of
 * every prediction about them. Id, time, version, role, decision and caller stay.
 */
public final class Erasures {

  private final DataSource source;

  /** Works through connections of this source, a login with {@code surety_approver}. */
  public Erasures(DataSource source) {
    this.source = source;
  }

  /**
   * A recorded erasure, which does not name the person.
   *
   * @param predictions how many predictions lost the person
   */
  public record Erasure(
      long id,
      Instant at,
      String login,
      String claimedBy,
      String reason,
      long predictions,
      UUID first,
      UUID last) {}

  /** Erases what was logged about a person up to now; empty when there was nothing to erase. */
  public Optional<Erasure> erase(UserId person, String claimedBy, String reason) {
    try (Connection connection = source.getConnection()) {
      try (PreparedStatement asked =
          connection.prepareStatement("SELECT prediction_log.erase(?, ?, ?)")) {
        asked.setLong(1, person.value());
        asked.setString(2, claimedBy);
        asked.setString(3, reason);
        try (ResultSet row = asked.executeQuery()) {
          row.next();
          Long erasure = row.getObject(1, Long.class);
          return erasure == null
              ? Optional.empty()
              : of(connection, person).stream().filter(each -> each.id() == erasure).findFirst();
        }
      }
    } catch (SQLException failure) {
      throw LogFailed.because(failure);
    }
  }

  /** The erasures of a person, oldest first. */
  public List<Erasure> of(UserId person) {
    try (Connection connection = source.getConnection()) {
      return of(connection, person);
    } catch (SQLException failure) {
      throw LogFailed.because(failure);
    }
  }

  private static List<Erasure> of(Connection connection, UserId person) throws SQLException {
    try (PreparedStatement asked =
        connection.prepareStatement(
            """
            SELECT
              erasure_id, erased_at, erased_by, claimed_by, reason, predictions, first_prediction,
              last_prediction
            FROM prediction_log.erasures_of(?)
            """)) {
      asked.setLong(1, person.value());
      List<Erasure> erasures = new ArrayList<>();
      try (ResultSet row = asked.executeQuery()) {
        while (row.next()) {
          erasures.add(read(row));
        }
      }
      return erasures;
    }
  }

  private static Erasure read(ResultSet row) throws SQLException {
    return new Erasure(
        row.getLong("erasure_id"),
        requireNonNull(row.getObject("erased_at", OffsetDateTime.class)).toInstant(),
        requireNonNull(row.getString("erased_by")),
        requireNonNull(row.getString("claimed_by")),
        requireNonNull(row.getString("reason")),
        row.getLong("predictions"),
        requireNonNull(row.getObject("first_prediction", UUID.class)),
        requireNonNull(row.getObject("last_prediction", UUID.class)));
  }
}
