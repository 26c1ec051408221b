package io.surety.batch;

import io.surety.predictionlog.LogWriter;
import io.surety.predictionlog.PredictionId;
import io.surety.runs.Checkpoint;
import io.surety.runs.Run;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Writes each chunk in one transaction: its predictions, its rejected rows, and how far the run has
 * come. So a chunk is there whole with its checkpoint, or not at all.
 *
 * <p>The transactions do not wait for the disk. What a crash of the server takes away is the end of
 * what was written, checkpoints included, and is written again; the end of the run, which comes
 * after, waits for all of it.
 */
final class ChunkStore implements AutoCloseable {

  private static final String REJECTED =
      """
      INSERT INTO run_log.rejected_row (kind, run_key, place, column_name, user_id, reason)
      VALUES (?, ?, ?, ?, ?, ?)
      """;

  private final Connection connection;
  private final Run run;
  private int step;

  private ChunkStore(Connection connection, Run run, int step) {
    this.connection = connection;
    this.run = run;
    this.step = step;
  }

  /** Writes behind the last step, to the day of the first id. */
  static ChunkStore open(DataSource database, Run run, int step, UUID first) throws SQLException {
    Connection connection = database.getConnection();
    try {
      LocalDate day = PredictionId.day(first);
      LogWriter.prepareDays(connection, day, 1);
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET synchronous_commit = off");
      }
      connection.setAutoCommit(false);
      return new ChunkStore(connection, run, step);
    } catch (SQLException | RuntimeException failure) {
      connection.close();
      throw failure;
    }
  }

  /** Writes a chunk, with what is reached by it. */
  void write(ScoredChunk chunk, Reached reached) throws SQLException {
    if (!chunk.rows().isEmpty()) {
      LogWriter.write(connection, List.of(chunk.rows()));
    }
    if (!chunk.rejections().isEmpty()) {
      reject(chunk.rejections());
    }
    Checkpoint.reach(connection, run, new Checkpoint(++step, reached.toMap()));
    connection.commit();
  }

  private void reject(List<Rejection> rejections) throws SQLException {
    try (PreparedStatement rows = connection.prepareStatement(REJECTED)) {
      for (Rejection rejection : rejections) {
        rows.setString(1, run.kind());
        rows.setString(2, run.key().orElseThrow());
        rows.setLong(3, rejection.place());
        rows.setString(4, rejection.column());
        rows.setObject(5, rejection.user(), Types.BIGINT);
        rows.setString(6, rejection.reason());
        rows.addBatch();
      }
      rows.executeBatch();
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
