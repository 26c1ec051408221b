package io.surety.standalone;

import io.surety.terminal.CommandFailed;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;
import javax.sql.DataSource;

/** What the ledger holds already: nothing, simulated loans, or loans of real people. */
record KnownLoans(long simulatedFiles, long otherFiles) {

  private static final String FILES =
      """
      SELECT count(*) FILTER (WHERE source = 'simulated'),
             count(*) FILTER (WHERE source <> 'simulated')
      FROM feature_store.ingest
      """;

  private static final String SOMEBODY =
      """
      SELECT user_id
      FROM feature_store.loan_features
      ORDER BY user_id <> 5008806, user_id
      LIMIT 1
      """;

  static KnownLoans in(DataSource database) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(FILES)) {
      row.next();
      return new KnownLoans(row.getLong(1), row.getLong(2));
    } catch (SQLException failure) {
      throw unreadable(failure);
    }
  }

  /** A user to ask about: the one of every example, or else the first there is. */
  static OptionalLong somebody(DataSource database) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(SOMEBODY)) {
      return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
    } catch (SQLException failure) {
      throw unreadable(failure);
    }
  }

  private static CommandFailed unreadable(SQLException failure) {
    return new CommandFailed(
        "The loans in the data directory cannot be read (%s); the log of PostgreSQL is in its folder logs."
            .formatted(failure.getMessage()),
        failure);
  }

  boolean none() {
    return simulatedFiles == 0 && otherFiles == 0;
  }

  boolean onlySimulated() {
    return simulatedFiles > 0 && otherFiles == 0;
  }
}
