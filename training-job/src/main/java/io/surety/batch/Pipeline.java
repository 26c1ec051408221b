package io.surety.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Reads, scores and hands over at the same time: one thread reads, some score, and the one that
 * asks takes chunks in the order of their rows. So many chunks are under way that nobody waits, and
 * no more, however large the batch.
 */
final class Pipeline implements AutoCloseable {

  private static final int CHUNK = 2_000;

  private final BlockingQueue<Future<Optional<ScoredChunk>>> underway;
  private final ExecutorService scoring;
  private final Thread reader;
  private final ChunkScorer scorer;
  private List<BatchRow> chunk = new ArrayList<>(CHUNK);

  private Pipeline(BatchRows rows, Reached reached, ChunkScorer scorer, int threads) {
    this.scorer = scorer;
    this.underway = new ArrayBlockingQueue<>(2 * threads);
    this.scoring =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name("batch-scoring-", 0).factory());
    this.reader =
        Thread.ofPlatform().daemon().name("batch-reading").unstarted(() -> read(rows, reached));
  }

  /** Begins to read behind what was reached. */
  static Pipeline start(BatchRows rows, Reached reached, ChunkScorer scorer, int threads) {
    Pipeline pipeline = new Pipeline(rows, reached, scorer, threads);
    pipeline.reader.start();
    return pipeline;
  }

  /** The next chunk, or nothing when all are taken; fails when reading or scoring did. */
  Optional<ScoredChunk> next() {
    try {
      return underway.take().get();
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BatchFailed("The batch was told to stop; start it again to go on.", interrupted);
    }
  }

  private void read(BatchRows rows, Reached reached) {
    try {
      try {
        rows.each(reached, this::take);
        submit();
        underway.put(CompletableFuture.completedFuture(Optional.empty()));
      } catch (RuntimeException | Error failure) {
        if (!Thread.currentThread().isInterrupted()) {
          underway.put(CompletableFuture.failedFuture(failure));
        }
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void take(BatchRow row) {
    chunk.add(row);
    if (chunk.size() == CHUNK) {
      try {
        submit();
      } catch (InterruptedException closed) {
        Thread.currentThread().interrupt();
        throw new CancellationException("nobody wants more");
      }
    }
  }

  private void submit() throws InterruptedException {
    if (!chunk.isEmpty()) {
      List<BatchRow> full = chunk;
      chunk = new ArrayList<>(CHUNK);
      underway.put(scoring.submit(() -> Optional.of(scorer.score(full))));
    }
  }

  /** Stops what is still under way, and waits until it has stopped. */
  @Override
  public void close() {
    reader.interrupt();
    scoring.shutdownNow();
    boolean interrupted = false;
    while (reader.isAlive()) {
      try {
        reader.join();
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
