package io.surety.prediction.scoring;

import io.surety.prediction.audit.DecisionLog;
import io.surety.prediction.champion.LoadedModel;
import io.surety.predictionlog.AnswerRole;
import io.surety.registry.Alias;
import io.surety.web.listening.RequestTime;
import io.surety.web.tokens.Callers;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;

/**
 * Decides. Whatever protocol a row came by, its decision is made here: named, logged, and counted
 * in the metrics. Any number of threads may share it.
 */
public final class Deciding {

  private static final Map<String, AnswerRole> ROLES =
      Map.of(Alias.CHAMPION.name(), AnswerRole.CHAMPION, "canary", AnswerRole.CANARY);

  private final PredictionIds ids;
  private final ScoreMetrics metrics;
  private final DecisionLog log;
  private final Callers callers;
  private final AnswerRole usualRole;

  /**
   * Decides in the name of the model that an alias points at.
   *
   * @param alias champion or canary; a model that any other points at is logged as one asked for by
   *     its name
   */
  Deciding(PredictionIds ids, ScoreMetrics metrics, DecisionLog log, Callers callers, Alias alias) {
    this.ids = ids;
    this.metrics = metrics;
    this.log = log;
    this.callers = callers;
    this.usualRole = ROLES.getOrDefault(alias.name(), AnswerRole.NAMED);
  }

  /** Begins the decisions of a request, by the model that answers whoever names none. */
  public Sitting begin(LoadedModel model, HttpServletRequest request) {
    return begin(model, usualRole, request);
  }

  /** Begins the decisions of a request, by a model in another role. */
  public Sitting begin(LoadedModel model, AnswerRole role, HttpServletRequest request) {
    return begin(model, role, RequestTime.begunNanos(request));
  }

  /** As the others, for a part of a request that came at a time of its own. */
  Sitting begin(LoadedModel model, long begunNanos) {
    return begin(model, usualRole, begunNanos);
  }

  private Sitting begin(LoadedModel model, AnswerRole role, long begunNanos) {
    String caller = log.keeps() ? callers.current().map(CallerText::of).orElse(null) : null;
    return new Sitting(model, role, caller, begunNanos, ids, metrics, log);
  }
}
