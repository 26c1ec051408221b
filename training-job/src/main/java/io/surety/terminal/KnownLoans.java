package io.surety.terminal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;
import javax.sql.DataSource;

/** What the ledger holds already: nothing, simulated loans, or loans of real people. */
public record KnownLoans(long simulatedFiles, long otherFiles) {

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

  /** Reads it from the ledger. */
  public static KnownLoans in(DataSource database) {
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
  public static OptionalLong somebody(DataSource database) {
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
        "The ledger of loans cannot be read (%s); check the database, and try again."
            .formatted(failure.getMessage()),
        failure);
  }

  /** True before the first load. */
  public boolean none() {
    return simulatedFiles == 0 && otherFiles == 0;
  }

  /** True when nobody real is in it. */
  public boolean onlySimulated() {
    return simulatedFiles > 0 && otherFiles == 0;
  }

  /** Refuses to bring files of loans where simulated ones are. */
  void requireNoneSimulated(String ledger, String instead) {
    if (simulatedFiles > 0) {
      throw simulated(ledger, instead);
    }
  }

  /** Refuses to play with a ledger that holds loans of real people, or none at all. */
  void requireOnlySimulated(String ledger) {
    if (otherFiles > 0) {
      throw new CommandFailed(
          "%s holds loans of real people, and a drill does not play with them: what it simulates would stay among them, and their scores would come from the wrong model meanwhile. Run it where all loans are simulated, such as './surety up --data-dir drill'."
              .formatted(ledger));
    }
    if (simulatedFiles == 0) {
      throw new CommandFailed(
          "%s holds no loans, so there is nothing to drill on; './surety up' simulates some and brings everything up."
              .formatted(ledger));
    }
  }

  /**
   * The refusal to mix loans of people with simulated ones.
   *
   * @param instead what to do, the second half of the sentence
   */
  public static CommandFailed simulated(String ledger, String instead) {
    return new CommandFailed(
        "%s holds simulated loans, and real people do not belong among them; %s"
            .formatted(ledger, instead));
  }
}
