package io.surety.loans;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The ledger of loans in PostgreSQL. A file is loaded in one transaction, with the features of the
 * users it touches: all of it or nothing is there afterwards, whatever ends the ingest. Loads of
 * one database follow one another, and readers never wait for them.
 *
 * <p>A file of any size is read in the same little memory: what has to be compared or sorted is so
 * in the server. Needs the role {@code surety_trainer}.
 */
public final class LoanLedger {

  private final DataSource database;
  private final Clock clock;

  /**
   * A ledger that finds its tables in the schema {@code feature_store}.
   *
   * @param clock tells from when a file is known
   */
  public LoanLedger(DataSource database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Loads a file whole, or refuses it whole; the outcome says which.
   *
   * @throws IngestFailed when the database fails
   */
  public IngestOutcome ingest(LoanSource file, IngestRules rules, Progress progress) {
    try (LoanFile rows = LoanFile.open(file);
        Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      try {
        LoadStamp stamp = LoadStamp.take(connection, clock);
        IngestOutcome outcome = new Ingest(connection, stamp, file, rules, progress).ingest(rows);
        if (outcome instanceof IngestOutcome.Loaded) {
          connection.commit();
        } else {
          connection.rollback();
        }
        return outcome;
      } catch (SQLException | UnreadableFile | RuntimeException failure) {
        rollBack(connection, failure);
        throw failure;
      }
    } catch (UnreadableFile unreadable) {
      return IngestOutcome.Refused.because(unreadable);
    } catch (SQLException failure) {
      throw new IngestFailed(file.name(), failure);
    }
  }

  /**
   * The SHA-256, in lower-case hexadecimal, of the file that became known at a moment, if one did.
   */
  public Optional<String> sha256(Instant knownAt) {
    String query = "SELECT sha256 FROM feature_store.ingest WHERE known_at = ?";
    try (Connection connection = database.getConnection();
        PreparedStatement load = connection.prepareStatement(query)) {
      load.setObject(1, knownAt.atOffset(ZoneOffset.UTC));
      try (ResultSet row = load.executeQuery()) {
        return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
      }
    } catch (SQLException failure) {
      throw new IngestFailed("what was loaded", failure);
    }
  }

  /**
   * When the newest load became known; empty while nothing was loaded. Asking this takes {@code
   * surety_watcher} or {@code surety_feature_reader} only.
   */
  public Optional<Instant> newestLoad() {
    String query = "SELECT MAX(known_at) FROM feature_store.ingest";
    try (Connection connection = database.getConnection();
        PreparedStatement newest = connection.prepareStatement(query);
        ResultSet row = newest.executeQuery()) {
      row.next();
      return Optional.ofNullable(row.getObject(1, OffsetDateTime.class))
          .map(OffsetDateTime::toInstant);
    } catch (SQLException failure) {
      throw new IngestFailed("what was loaded", failure);
    }
  }

  private static void rollBack(Connection connection, Exception because) {
    try {
      connection.rollback();
    } catch (SQLException alsoFailed) {
      because.addSuppressed(alsoFailed);
    }
  }
}
