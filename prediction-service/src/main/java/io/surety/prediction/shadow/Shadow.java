package io.surety.prediction.shadow;

import io.surety.prediction.audit.UnhurriedLog;
import io.surety.prediction.champion.Champion;
import io.surety.prediction.champion.LoadedModel;
import io.surety.prediction.shadow.ShadowMetrics.Fate;
import io.surety.prediction.tallies.Tallies;
import io.surety.prediction.tallies.Tally;
import io.surety.predictionlog.AnswerRole;
import io.surety.predictionlog.LogRows;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores in shadow what was answered: by the challenger, and by a version whose breaker is
 * half-open. Requests hand over what they answered and go; one thread scores it and writes it to
 * the log, with a part of one processor and one connection. What finds no room is shed and counted,
 * so that nothing of this is ever felt by a request.
 */
public final class Shadow implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Shadow.class);
  private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(3);

  private final @Nullable Champion champion;
  private final UnhurriedLog log;
  private final ShadowMetrics metrics;
  private final ShadowQueue queue;
  private final ShadowScoring scoring;
  private final double pauses;
  private final Thread worker;
  private volatile boolean ending;
  private boolean failing;

  /** Scores beside this champion, where the log keeps anything. */
  Shadow(
      Champion champion,
      UnhurriedLog log,
      ShadowMetrics metrics,
      ShadowSettings settings,
      Tallies tallies) {
    this.champion = log.keeps() && settings.enabled() ? champion : null;
    this.log = log;
    this.metrics = metrics;
    this.queue = new ShadowQueue(settings.queue().toBytes());
    this.scoring = new ShadowScoring(metrics, tallies);
    this.pauses = 1 / settings.processor() - 1;
    metrics.showQueue(queue::rows);
    this.worker = Thread.ofPlatform().name("shadow").daemon().start(this::scoreAll);
  }

  /** What a model answers from now on, to be scored by those who are there to do it. */
  public Shadowed beside(LoadedModel answering) {
    return champion == null
        ? Shadowed.BY_NOBODY
        : Cast.beside(answering, champion)
            .map(cast -> new Shadowed(answering, cast, this))
            .orElse(Shadowed.BY_NOBODY);
  }

  void offer(Piece piece) {
    if (!queue.offer(piece)) {
      shed(piece);
    }
  }

  private void shed(Piece piece) {
    for (AnswerRole role : ShadowMetrics.ROLES) {
      metrics.count(Fate.SHED, role, piece.count(role));
    }
  }

  private void scoreAll() {
    for (List<Piece> next = queue.take(); !next.isEmpty(); next = queue.take()) {
      if (ending) {
        next.forEach(this::shed);
      } else {
        score(next);
      }
    }
  }

  /** One failure must not end the thread, whatever it was. */
  private void score(List<Piece> pieces) {
    Map<AnswerRole, Integer> scored = new EnumMap<>(AnswerRole.class);
    Map<Tally, Integer> tallied = new HashMap<>();
    try {
      long begun = System.nanoTime();
      LogRows rows = LogRows.of(1);
      for (Piece piece : pieces) {
        for (AnswerRole role : ShadowMetrics.ROLES) {
          ShadowScoring.Count count = scoring.score(piece, role, rows);
          scored.merge(role, count.scored(), Integer::sum);
          metrics.count(Fate.FAILED, role, count.failed());
          scoring
              .tally(piece, role)
              .ifPresent(tally -> {
                tally.failedEach(count.failed());
                tallied.merge(tally, count.scored(), Integer::sum);
              });
        }
      }
      long took = System.nanoTime() - begun;
      if (!rows.isEmpty()) {
        log.write(rows);
      }
      scored.forEach((role, count) -> metrics.count(Fate.SCORED, role, count));
      tallied.forEach(Tally::answeredEach);
      failing = false;
      LockSupport.parkNanos((long) (took * pauses));
    } catch (Throwable failure) {
      // Rows that a version could not score are counted already: this is the log's failure.
      scored.forEach((role, count) -> metrics.count(Fate.FAILED, role, count));
      tallied.forEach(Tally::dependencyFailedEach);
      tell(failure);
    }
  }

  private void tell(Throwable failure) {
    if (!failing) {
      failing = true;
      LOG.warn("shadow_failed reason=\"{}\"", failure.toString(), failure);
    }
  }

  /** Takes nothing more in, and sheds what is left when what is under way is done. */
  @Override
  public void close() {
    ending = true;
    queue.close();
    try {
      if (!worker.join(PATIENCE_AT_THE_END)) {
        LOG.warn("shadow_left_behind queued={}", queue.rows());
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }
}
