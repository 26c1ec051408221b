package io.surety.watch;

import io.surety.bundle.Decision;
import io.surety.feature.UserId;
import io.surety.predictionlog.AnswerRole;
import io.surety.predictionlog.LogRows;
import io.surety.predictionlog.LogWriter;
import io.surety.predictionlog.LoggedPrediction;
import io.surety.predictionlog.LoggedPrediction.Scored;
import io.surety.registry.ModelVersion;
import io.surety.runs.Begun;
import io.surety.runs.Run;
import io.surety.runs.RunLog;
import io.surety.runs.RunPlan;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Batches as {@code ./surety score-batch} leaves them in the logs of runs and of predictions. */
final class TestBatches {

  private static final String KIND = "score-batch";

  private final TestWatch test;
  private final RunLog runs;
  private long users = 1_000_000;

  TestBatches(TestWatch test) {
    this.test = test;
    this.runs = new RunLog(test.trainer());
  }

  /** A batch whose rows are all there. */
  record Logged(List<LoggedPrediction> rows, List<Run> shards) {

    void ends(int shard) {
      shards.get(shard).done("It scored.");
    }
  }

  Logged done(String key, ModelVersion version, SimulatedLoans loans, int count) {
    return done(key, version, Stream.generate(loans::next).limit(count).toList());
  }

  Logged done(String key, ModelVersion version, List<double[]> rows) {
    Logged batch = begun(key, version, rows, 1);
    batch.ends(0);
    return batch;
  }

  Logged begun(String key, ModelVersion version, SimulatedLoans loans, int count, int shards) {
    return begun(key, version, Stream.generate(loans::next).limit(count).toList(), shards);
  }

  private Logged begun(String key, ModelVersion version, List<double[]> rows, int shards) {
    Instant began =
        runs.agree(
                KIND, key, Map.of("model", version.toString(), "shards", Integer.toString(shards)))
            .at();
    List<Run> started = new ArrayList<>();
    for (int shard = 0; shard < shards; shard++) {
      String name = shards == 1 ? key : key + " " + shard + "/" + shards;
      if (runs.begin(RunPlan.of(KIND, "test").withKey(name)) instanceof Begun.Started(Run run)) {
        started.add(run);
      }
    }
    return new Logged(write(key, version, rows, began), started);
  }

  private List<LoggedPrediction> write(
      String key, ModelVersion version, List<double[]> rows, Instant began) {
    List<LoggedPrediction> predictions = new ArrayList<>();
    LogRows logged = LogRows.of(rows.size());
    for (double[] row : rows) {
      LoggedPrediction prediction =
          new LoggedPrediction(
              id(began, predictions.size(), key),
              new UserId(++users),
              null,
              version,
              AnswerRole.BATCH,
              new Scored(Arrays.copyOf(row, 5), 0, row[5], 600),
              Decision.REFER,
              null,
              KIND + " " + key,
              null,
              null);
      logged.add(prediction);
      predictions.add(prediction);
    }
    try (Connection connection = test.service().getConnection()) {
      LogWriter.write(connection, List.of(logged));
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
    return predictions;
  }

  /** As batches number their rows: 38 bits of the place, then 36 of the key. */
  private static UUID id(Instant began, long place, String key) {
    return new UUID(
        (began.toEpochMilli() << 16) | 0x7000 | (place >>> 26),
        0x8000_0000_0000_0000L | ((place & 0x3FF_FFFF) << 36) | (key.hashCode() & 0xFFFF_FFFFL));
  }
}
