package io.surety.prediction.scoring;

import io.surety.bundle.Assessment;
import io.surety.bundle.Decision;
import io.surety.bundle.RowBinder;
import io.surety.prediction.audit.DecisionLog;
import io.surety.prediction.audit.DecisionNotLogged;
import io.surety.prediction.batches.BoundRows;
import io.surety.prediction.champion.BreakerOpen;
import io.surety.prediction.champion.Capacity;
import io.surety.prediction.champion.LoadedModel;
import io.surety.prediction.shadow.Shadowed;
import io.surety.prediction.tallies.Tally;
import io.surety.predictionlog.AnswerRole;
import io.surety.predictionlog.LogRows;
import io.surety.predictionlog.LoggedPrediction;
import io.surety.web.TooManyBodies;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The decisions of one request. Each is {@linkplain #decide made} and then {@linkplain #enter
 * entered}; none may be told before {@link #close} has returned, because only then all are logged.
 * Many are logged in pieces, each while the next is decided. Not for several threads at once.
 */
public final class Sitting {

  private static final int MOST_ROWS = DecisionLog.MOST_ROWS;

  private final LoadedModel model;
  private final AnswerRole role;
  private final Tally tally;
  private final @Nullable String caller;
  private final long begunNanos;
  private final PredictionIds ids;
  private final ScoreMetrics metrics;
  private final DecisionLog log;
  private final Shadowed shadowed;
  private final ManyRows manyRows;
  private List<Counted> entered = new ArrayList<>(1);
  private @Nullable LogRows rows;
  private @Nullable Piece before;
  private int expected = 1;
  private int refused;

  Sitting(
      LoadedModel model,
      Tally tally,
      @Nullable String caller,
      long begunNanos,
      PredictionIds ids,
      ScoreMetrics metrics,
      DecisionLog log,
      Shadowed shadowed,
      ManyRows manyRows) {
    this.model = model;
    this.role = model.capacity().loggedAs();
    this.tally = tally;
    this.caller = caller;
    this.begunNanos = begunNanos;
    this.ids = ids;
    this.metrics = metrics;
    this.log = log;
    this.shadowed = shadowed;
    this.manyRows = manyRows;
  }

  /** The model that decides all of them. */
  public LoadedModel model() {
    return model;
  }

  /** Makes room for the decisions of so many rows, all at once rather than bit by bit. */
  void expect(int rows) {
    expected = rows;
  }

  /** What makes rows for it, and counts those whose category it does not know. */
  public RowBinder binder() {
    return tally.binder(model);
  }

  /**
   * The decision about a row that was bound through the model.
   *
   * @param row in the order of the model's schema, NaN where a value is missing; it is not kept
   */
  public Decided decide(double[] row) {
    return new Decided(ids.next(), model.scorer().assess(row));
  }

  /**
   * Enters a decision about a row that came with the request.
   *
   * @param reasonsJson as they will be answered, null when none were asked for
   * @throws DecisionNotLogged when it or one before it cannot be logged
   */
  public void enter(Decided decided, double[] row, @Nullable String reasonsJson) {
    enter(decided, row, null, reasonsJson);
  }

  void enter(Decided decided, double[] row, @Nullable Looked looked, @Nullable String reasonsJson) {
    Assessment assessment = decided.assessment();
    shade(decided.predictionId(), row, looked);
    enter(
        decided.predictionId(),
        looked,
        log.keeps() ? LoggedPrediction.Scored.of(row, assessment) : null,
        new Counted(assessment.decision(), assessment.probability()),
        reasonsJson);
  }

  /**
   * Enters a decision that no model made, and names it.
   *
   * @param row that a model would have been given; it is not kept
   * @throws DecisionNotLogged when it or one before it cannot be logged
   */
  UUID enter(Capacity.Policy policy, double[] row, @Nullable Looked looked) {
    UUID id = ids.next();
    shade(id, row, looked);
    Decision decision =
        switch (policy.decision()) {
          case REFER -> Decision.REFER;
          case DECLINE -> Decision.DECLINE;
        };
    enter(id, looked, null, new Counted(decision, Double.NaN), null);
    return id;
  }

  /**
   * Has the rows of a protocol decided that tells probabilities, in their order, and returns when
   * all decisions are logged. Where the policy answers instead of a model, the request is refused;
   * those who score in shadow get its rows all the same, as they do wherever the policy answers.
   *
   * @param each decides about a row, enters that and writes it down; it does not keep the row
   * @throws TooManyBodies when requests of many rows have been waiting for too long
   * @throws BreakerOpen when the policy answers, for which there is no room
   * @throws DecisionNotLogged when some of what was decided cannot be logged
   */
  public void decideEach(BoundRows rows, Consumer<double[]> each) throws TooManyBodies {
    var _ = manyRows.decide(rows.count(), () -> decided(rows, each));
    model.requireScoring();
  }

  private int decided(BoundRows rows, Consumer<double[]> each) {
    boolean byPolicy = model.capacity() instanceof Capacity.Policy;
    expect(rows.count());
    double[] row = new double[rows.width()];
    for (int at = 0; at < rows.count(); at++) {
      rows.copy(at, row);
      if (byPolicy) {
        refuse(row);
      } else {
        each.accept(row);
      }
    }
    close();
    return rows.count();
  }

  /** Nothing is logged, since nothing is told. */
  private void refuse(double[] row) {
    shade(ids.next(), row, null);
    refused++;
    if (refused % MOST_ROWS == 0) {
      shadowed.handOver();
    }
  }

  private void enter(
      UUID id,
      @Nullable Looked looked,
      LoggedPrediction.@Nullable Scored scored,
      Counted counted,
      @Nullable String reasonsJson) {
    entered.add(counted);
    if (log.keeps()) {
      LogRows piece = rows;
      if (piece == null) {
        piece = LogRows.of(Math.clamp(expected, 1, MOST_ROWS));
        expected -= MOST_ROWS;
        rows = piece;
      }
      piece.add(
          new LoggedPrediction(
              id,
              looked == null ? null : looked.user(),
              looked == null ? null : looked.lookup(),
              model.version(),
              role,
              scored,
              counted.decision(),
              reasonsJson,
              caller,
              latencyMicros(),
              null));
    }
    if (entered.size() >= MOST_ROWS) {
      logMeanwhile();
    }
  }

  private void shade(UUID id, double[] row, @Nullable Looked looked) {
    if (shadowed.isWanted()) {
      shadowed.add(id, row, looked == null ? null : looked.known());
    }
  }

  /**
   * What the metrics count of a decision.
   *
   * @param probability NaN when no model decided
   */
  private record Counted(Decision decision, double probability) {}

  /** Until now, when the decision is made; a row cannot say how long its own logging takes. */
  private int latencyMicros() {
    return (int) Math.min(Integer.MAX_VALUE, Math.max(0, System.nanoTime() - begunNanos) / 1_000);
  }

  /**
   * What is logged while the next is decided.
   *
   * @param shadowed the same, for those who score in shadow, who get it when it is logged
   * @param logging ends when it is logged, or cannot be
   */
  private record Piece(
      List<Counted> entered, Shadowed shadowed, FutureTask<@Nullable Void> logging) {}

  /** Begins to log what was entered. One piece at a time: more would only wait for each other. */
  private void logMeanwhile() {
    finishBefore();
    LogRows piece = rows;
    if (piece == null) {
      close();
      return;
    }
    FutureTask<@Nullable Void> logging = new FutureTask<>(() -> log.keep(piece), null);
    Thread.ofVirtual().name("log-piece").inheritInheritableThreadLocals(false).start(logging);
    before = new Piece(entered, shadowed.setApart(), logging);
    entered = new ArrayList<>(Math.clamp(expected, 1, MOST_ROWS));
    rows = null;
  }

  private void finishBefore() {
    Piece piece = before;
    if (piece == null) {
      return;
    }
    before = null;
    try {
      piece.logging().get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof DecisionNotLogged refused) {
        throw refused;
      }
      throw new IllegalStateException("A piece of a request was not logged.", failed.getCause());
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The wait for the log was interrupted.", ended);
    }
    piece.shadowed().handOver();
    count(piece.entered());
  }

  /**
   * Logs what was entered; all of it may be told when this returns.
   *
   * @throws DecisionNotLogged when that fails, and nothing may be told
   */
  public void close() {
    if (rows != null) {
      log.keep(rows);
      rows = null;
    }
    finishBefore();
    shadowed.handOver();
    count(entered);
    entered.clear();
  }

  private void count(List<Counted> logged) {
    for (Counted each : logged) {
      if (Double.isNaN(each.probability())) {
        metrics.count(each.decision());
      } else {
        metrics.count(model.capacity(), each.decision(), each.probability());
      }
    }
    tally.answeredRows(logged.size());
  }
}
