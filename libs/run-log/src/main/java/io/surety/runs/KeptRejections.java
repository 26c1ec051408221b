package io.surety.runs;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Rows that runs could not use and kept with the reason. They tell of people, and can be let go.
 */
public final class KeptRejections {

  private final DataSource database;

  /** Works through connections of this source. */
  public KeptRejections(DataSource database) {
    this.database = database;
  }

  /**
   * Removes those about a person, and returns how many there were. A login with {@code
   * surety_approver} is needed.
   *
   * @throws RunLogUnavailable when the database does not do it; nothing is removed then
   */
  public long forget(long user) {
    return count("SELECT run_log.forget_person(?)", question -> question.setLong(1, user));
  }

  /**
   * Removes those of runs that began longer ago, and returns how many there were. A login with
   * {@code surety_trainer} is needed.
   *
   * @throws RunLogUnavailable when the database does not do it; nothing is removed then
   */
  public long forgetOlderThan(int days) {
    return count("SELECT run_log.forget_rejected_rows(?)", question -> question.setInt(1, days));
  }

  private interface Asked {
    void set(PreparedStatement question) throws SQLException;
  }

  private long count(String sql, Asked asked) {
    try (Connection connection = database.getConnection();
        PreparedStatement question = connection.prepareStatement(sql)) {
      asked.set(question);
      try (ResultSet row = question.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    } catch (SQLException failure) {
      throw new RunLogUnavailable(
          "Rejected rows could not be removed (%s).".formatted(failure.getMessage()), failure);
    }
  }
}
