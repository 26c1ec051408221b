package io.surety.prediction.scoring;

import io.surety.bundle.Assessment;
import io.surety.feature.UserId;
import io.surety.prediction.audit.DecisionLog;
import io.surety.prediction.audit.DecisionNotLogged;
import io.surety.prediction.champion.LoadedModel;
import io.surety.predictionlog.AnswerRole;
import io.surety.predictionlog.LogRows;
import io.surety.predictionlog.LoggedPrediction;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The decisions of one request. Each is {@linkplain #decide made} and then {@linkplain #enter
 * entered}; none may be told before {@link #close} has returned, because only then all are logged.
 * Many are logged in pieces. Not for several threads at once.
 */
public final class Sitting {

  private static final int MOST_ROWS = 500;

  private final LoadedModel model;
  private final AnswerRole role;
  private final @Nullable String caller;
  private final long begunNanos;
  private final PredictionIds ids;
  private final ScoreMetrics metrics;
  private final DecisionLog log;
  private final List<Assessment> entered = new ArrayList<>(1);
  private @Nullable LogRows rows;

  Sitting(
      LoadedModel model,
      AnswerRole role,
      @Nullable String caller,
      long begunNanos,
      PredictionIds ids,
      ScoreMetrics metrics,
      DecisionLog log) {
    this.model = model;
    this.role = role;
    this.caller = caller;
    this.begunNanos = begunNanos;
    this.ids = ids;
    this.metrics = metrics;
    this.log = log;
  }

  /** The model that decides all of them. */
  public LoadedModel model() {
    return model;
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
    enter(decided, row, null, null, reasonsJson);
  }

  void enter(
      Decided decided,
      double[] row,
      @Nullable UserId user,
      @Nullable LocalDate asOf,
      @Nullable String reasonsJson) {
    Assessment assessment = decided.assessment();
    entered.add(assessment);
    if (log.keeps()) {
      LogRows piece = rows;
      if (piece == null) {
        piece = LogRows.of(1);
        rows = piece;
      }
      piece.add(
          new LoggedPrediction(
              decided.predictionId(),
              user,
              asOf,
              model.version(),
              role,
              LoggedPrediction.Scored.of(row, assessment),
              assessment.decision(),
              reasonsJson,
              caller,
              latencyMicros(),
              null));
    }
    if (entered.size() >= MOST_ROWS) {
      close();
    }
  }

  private int latencyMicros() {
    return (int) Math.min(Integer.MAX_VALUE, Math.max(0, System.nanoTime() - begunNanos) / 1_000);
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
    for (Assessment assessment : entered) {
      metrics.count(assessment.decision(), assessment.probability());
    }
    entered.clear();
  }
}
