package io.surety.runs;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * For whom versions scored batches as fallbacks, from what the batches settled when they began. A
 * login with {@code surety_model_reader} is enough.
 */
public final class BatchStandIns {

  private static final String CALLER = "score-batch ";

  private final DataSource database;

  /** Reads through connections of this source. */
  public BatchStandIns(DataSource database) {
    this.database = database;
  }

  /**
   * The version in whose place a batch was scored, such as {@code loan-risk/2}; empty where its own
   * version scored it, and where no batch is known as this.
   *
   * @param caller as whom the rows of the batch are logged
   * @throws RunLogUnavailable when the database does not tell
   */
  public Optional<String> stoodInFor(String caller) {
    if (!caller.startsWith(CALLER)) {
      return Optional.empty();
    }
    try (Connection connection = database.getConnection();
        PreparedStatement question =
            connection.prepareStatement("SELECT run_log.batch_stood_in_for(?)")) {
      question.setString(1, caller.substring(CALLER.length()));
      try (ResultSet row = question.executeQuery()) {
        row.next();
        return Optional.ofNullable(row.getString(1));
      }
    } catch (SQLException failure) {
      throw RunLog.unavailable("What a batch settled could not be read", failure);
    }
  }
}
