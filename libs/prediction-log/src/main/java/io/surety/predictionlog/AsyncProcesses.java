package io.surety.predictionlog;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The processes that log behind their answers, and what is in no log because of them. Reading takes
 * {@code surety_trainer}, {@code surety_approver} or {@code surety_watcher}.
 */
public final class AsyncProcesses {

  private static final String MISSING =
      """
      SELECT instance, login, address, began_at, told_at, ended_at, silent, taken, written,
        lost_least, lost_most
      FROM prediction_log.async_account
      WHERE told_at >= ? AND lost_most > 0
      ORDER BY told_at, instance
      """;

  private final DataSource source;

  /** Works through connections of this source. */
  public AsyncProcesses(DataSource source) {
    this.source = source;
  }

  /**
   * Those that lost decisions, or may have, in the order in which they were heard of last.
   *
   * @param since when they were heard of last, or later
   */
  public List<AsyncProcess> missing(Instant since) {
    try (Connection connection = source.getConnection();
        PreparedStatement asked = connection.prepareStatement(MISSING)) {
      asked.setObject(1, since.atOffset(ZoneOffset.UTC));
      try (ResultSet row = asked.executeQuery()) {
        List<AsyncProcess> missing = new ArrayList<>();
        while (row.next()) {
          missing.add(process(row));
        }
        return missing;
      }
    } catch (SQLException failure) {
      throw LogFailed.because(failure);
    }
  }

  private static AsyncProcess process(ResultSet row) throws SQLException {
    OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
    return new AsyncProcess(
        requireNonNull(row.getObject("instance", UUID.class)),
        requireNonNull(row.getString("login")),
        row.getString("address"),
        requireNonNull(row.getObject("began_at", OffsetDateTime.class)).toInstant(),
        requireNonNull(row.getObject("told_at", OffsetDateTime.class)).toInstant(),
        ended == null ? null : ended.toInstant(),
        row.getBoolean("silent"),
        row.getLong("taken"),
        row.getLong("written"),
        row.getLong("lost_least"),
        row.getLong("lost_most"));
  }
}
