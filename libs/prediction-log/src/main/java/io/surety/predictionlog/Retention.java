package io.surety.predictionlog;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * How long predictions are kept, and the dropping of those that were kept long enough: whole days,
 * by the rule that holds and by the clock of the database.
 */
public final class Retention {

  private final DataSource source;

  /**
   * Works through connections of this source. To set the rule takes {@code surety_approver}; to
   * apply it, {@code surety_trainer} is enough.
   */
  public Retention(DataSource source) {
    this.source = source;
  }

  /**
   * The rule that holds.
   *
   * @param set by whom, when and why; null for the default
   */
  public record Rule(int keptDays, @Nullable RuleSet set) {}

  /** Who set a rule. */
  public record RuleSet(long id, Instant at, String login, String claimedBy, String reason) {}

  /**
   * A day in the log.
   *
   * @param aboutRows as the planner last counted
   */
  public record Day(LocalDate day, long aboutRows, long bytes) {}

  /** The rule that holds. */
  public Rule rule() {
    try (Connection connection = source.getConnection();
        PreparedStatement asked =
            connection.prepareStatement(
                """
                SELECT rule_id, kept_days, set_at, set_by, claimed_by, reason
                FROM prediction_log.retention
                """);
        ResultSet row = asked.executeQuery()) {
      row.next();
      Long id = row.getObject("rule_id", Long.class);
      return new Rule(
          row.getInt("kept_days"),
          id == null
              ? null
              : new RuleSet(
                  id,
                  requireNonNull(row.getObject("set_at", OffsetDateTime.class)).toInstant(),
                  requireNonNull(row.getString("set_by")),
                  requireNonNull(row.getString("claimed_by")),
                  requireNonNull(row.getString("reason"))));
    } catch (SQLException failure) {
      throw LogFailed.because(failure);
    }
  }

  /** Sets another rule; nothing is dropped by that. */
  public void set(int keptDays, String claimedBy, String reason) {
    try (Connection connection = source.getConnection();
        PreparedStatement asked =
            connection.prepareStatement("SELECT prediction_log.set_retention(?, ?, ?)")) {
      asked.setInt(1, keptDays);
      asked.setString(2, claimedBy);
      asked.setString(3, reason);
      asked.execute();
    } catch (SQLException failure) {
      throw LogFailed.because(failure);
    }
  }

  /** The days that the log has a place for, oldest first. */
  public List<Day> days() {
    return days("SELECT day, about_rows, bytes FROM prediction_log.prepared_day ORDER BY day");
  }

  /** The days that the rule lets go, oldest first. */
  public List<Day> outlived() {
    return days("SELECT day, about_rows, bytes FROM prediction_log.outlived_day ORDER BY day");
  }

  private List<Day> days(String query) {
    try (Connection connection = source.getConnection();
        PreparedStatement asked = connection.prepareStatement(query);
        ResultSet row = asked.executeQuery()) {
      List<Day> days = new ArrayList<>();
      while (row.next()) {
        days.add(
            new Day(
                requireNonNull(row.getObject("day", LocalDate.class)),
                row.getLong("about_rows"),
                row.getLong("bytes")));
      }
      return days;
    } catch (SQLException failure) {
      throw LogFailed.because(failure);
    }
  }

  /**
   * Drops a day that the rule lets go, and records it.
   *
   * @return how many predictions went; empty when somebody else dropped it meanwhile
   * @throws LogFailed when the rule keeps the day, or somebody reads the log just now
   */
  public OptionalLong drop(LocalDate day) {
    try (Connection connection = source.getConnection();
        PreparedStatement asked =
            connection.prepareStatement("SELECT prediction_log.drop_day(?)")) {
      asked.setObject(1, day);
      try (ResultSet row = asked.executeQuery()) {
        row.next();
        Long dropped = row.getObject(1, Long.class);
        return dropped == null ? OptionalLong.empty() : OptionalLong.of(dropped);
      }
    } catch (SQLException failure) {
      throw LogFailed.because(failure);
    }
  }
}
