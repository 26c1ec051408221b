package io.surety.batch;

import io.surety.registry.Models;
import io.surety.registry.RegisteredModel;
import io.surety.runs.Agreement;
import io.surety.runs.Checkpoint;
import io.surety.runs.Run;
import io.surety.runs.RunLog;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One batch with its key, to be scored by one run or shard by shard. Needs the role {@code
 * surety_trainer}.
 *
 * @param key names the batch
 * @param settled what it is, and when the first of its runs began
 */
public record Batch(DataSource database, String key, Agreement settled, Shard shard) {

  /** The kind of its runs. */
  public static final String KIND = "score-batch";

  /** What came of a shard. */
  public record Result(
      long rows, long scored, long rejected, long approved, long referred, long declined) {

    static Result of(Reached reached) {
      return new Result(
          reached.rows(),
          reached.scored(),
          reached.rejected(),
          reached.approved(),
          reached.referred(),
          reached.declined());
    }
  }

  /** What the batch is. */
  public BatchTerms terms() {
    return BatchTerms.of(settled.terms());
  }

  /**
   * Reads a model as a batch would.
   *
   * @throws io.surety.bundle.UnreadableBundle when it cannot be read
   * @throws io.surety.registry.DamagedBundle when it is not what was registered
   */
  public static void requireReadable(Models models, RegisteredModel model) {
    BatchModel.load(models, model.version(), model.sha256());
  }

  /**
   * Reads the model that a batch of these terms needs, and looks whether it takes what the batch
   * has. What stands in the way of every row shows here, before anybody settles the terms.
   *
   * @param input the file of rows or users, when the batch has one
   * @throws io.surety.bundle.UnreadableBundle when the model cannot be read
   * @throws io.surety.registry.DamagedBundle when it is not what was registered
   * @throws BatchFailed when it asks for something else
   */
  public static void requireScorable(Models models, BatchTerms terms, Optional<Path> input) {
    BatchModel model = BatchModel.load(models, terms.version(), terms.bundle());
    if (terms.looksUsersUp()) {
      model.ofFeatures();
    } else {
      input.ifPresent(
          path -> new FileRows(new InputFile(path), Shard.WHOLE, model).requireColumns());
    }
  }

  /** As whom its rows are logged: the name by which they are found again. */
  public String caller() {
    return KIND + " " + key;
  }

  /** The ids of its predictions. */
  public BatchIds ids() {
    return new BatchIds(settled.at(), key);
  }

  /**
   * Scores what is left of the shard, or all of it.
   *
   * @param input the file of rows or users, when the batch has one
   * @param threads that score
   * @param progress told of the rows that are done
   */
  public Result score(
      Models models, Run run, @Nullable Path input, int threads, LongConsumer progress) {
    BatchTerms terms = terms();
    BatchModel model = BatchModel.load(models, terms.version(), terms.bundle());
    BatchRows rows = rows(model, input);
    Optional<Checkpoint> last = new RunLog(database).lastCheckpoint(KIND, run.key().orElseThrow());
    Reached reached = last.map(Checkpoint::state).map(Reached::of).orElse(Reached.NOTHING);
    ChunkScorer scorer = new ChunkScorer(model, terms.capacity(), ids(), caller());
    progress.accept(reached.rows());
    try (Pipeline pipeline = Pipeline.start(rows, reached, scorer, threads);
        ChunkStore store =
            ChunkStore.open(database, run, last.map(Checkpoint::step).orElse(0), ids().of(0))) {
      for (Optional<ScoredChunk> chunk = pipeline.next();
          chunk.isPresent();
          chunk = pipeline.next()) {
        reached = reached.and(chunk.get());
        store.write(chunk.get(), reached);
        progress.accept(reached.rows());
      }
    } catch (SQLException failure) {
      throw new BatchFailed(
          "The batch could not be written to the database (%s). What is written stays; start it again with --key '%s' to go on."
              .formatted(failure.getMessage(), key),
          failure);
    }
    return Result.of(reached);
  }

  private BatchRows rows(BatchModel model, @Nullable Path input) {
    BatchTerms terms = terms();
    if (input == null) {
      return new KnownUsers(database, terms, shard, model);
    }
    InputFile file = new InputFile(input);
    return terms.looksUsersUp()
        ? new NamedUsers(database, terms, file, shard, model)
        : new FileRows(file, shard, model);
  }
}
