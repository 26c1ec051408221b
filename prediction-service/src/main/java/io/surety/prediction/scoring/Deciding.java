package io.surety.prediction.scoring;

import io.surety.prediction.audit.DecisionLog;
import io.surety.prediction.champion.LoadedModel;
import io.surety.prediction.shadow.Shadow;
import io.surety.prediction.tallies.Tallies;
import io.surety.prediction.tallies.Tally;
import io.surety.web.listening.RequestTime;
import io.surety.web.tokens.Callers;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Decides. Whatever protocol a row came by, its decision is made here: named, logged, and counted
 * in the metrics, and handed to those who score in its shadow. Any number of threads may share it.
 */
public final class Deciding {

  private final PredictionIds ids;
  private final ScoreMetrics metrics;
  private final DecisionLog log;
  private final Callers callers;
  private final Shadow shadow;
  private final Tallies tallies;
  private final ManyRows manyRows;

  Deciding(
      PredictionIds ids,
      ScoreMetrics metrics,
      DecisionLog log,
      Callers callers,
      Shadow shadow,
      Tallies tallies,
      ManyRows manyRows) {
    this.ids = ids;
    this.metrics = metrics;
    this.log = log;
    this.callers = callers;
    this.shadow = shadow;
    this.tallies = tallies;
    this.manyRows = manyRows;
  }

  /**
   * Begins the decisions of a request, by a model that knows in which capacity it answers. From
   * here on what becomes of the request is counted there.
   */
  public Sitting begin(LoadedModel model, HttpServletRequest request) {
    Tally tally = tallies.of(model);
    tally.count(request);
    return begin(model, tally, RequestTime.begunNanos(request));
  }

  /** Where the requests that a model answers are counted. */
  Tally tally(LoadedModel model) {
    return tallies.of(model);
  }

  /**
   * As the other, for a part of a request that came at a time of its own and is not counted yet.
   */
  Sitting begin(LoadedModel model, Tally tally, long begunNanos) {
    String caller = log.keeps() ? callers.current().map(CallerText::of).orElse(null) : null;
    return new Sitting(
        model, tally, caller, begunNanos, ids, metrics, log, shadow.beside(model), manyRows);
  }
}
