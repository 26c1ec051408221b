package io.surety.prediction.scoring;

import io.surety.prediction.audit.DecisionNotLogged;
import io.surety.prediction.champion.ChampionUnusable;
import io.surety.prediction.champion.NoApprovedModel;
import io.surety.prediction.champion.RegistryNotReached;
import io.surety.prediction.features.DefinitionsDiffer;
import io.surety.prediction.features.FeaturesForbidden;
import io.surety.prediction.features.FeaturesUnavailable;
import io.surety.web.Problem;
import io.surety.web.Problems;
import io.surety.web.StandardProblem;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Turns what stands in the way of scoring into problems. */
@RestControllerAdvice
@Order(0)
class ScoreRefusals {

  private static final Duration REGISTRY_RETRY = Duration.ofSeconds(2);

  @ExceptionHandler
  ResponseEntity<Problem> user(UserRefused thrown, HttpServletRequest request) {
    return Problems.answer(
        thrown.refused().type(), thrown.refused().detail(), request.getRequestURI());
  }

  @ExceptionHandler
  ResponseEntity<Problem> noModel(NoApprovedModel refused, HttpServletRequest request) {
    return Problems.answer(
        ScoringProblem.NO_APPROVED_MODEL, refused.detail(), request.getRequestURI());
  }

  @ExceptionHandler
  ResponseEntity<Problem> unusable(ChampionUnusable refused, HttpServletRequest request) {
    return Problems.answer(
        ScoringProblem.MODEL_UNUSABLE, refused.detail(), request.getRequestURI());
  }

  @ExceptionHandler
  ResponseEntity<Problem> notReached(RegistryNotReached refused, HttpServletRequest request) {
    return Problems.answerUntil(
        REGISTRY_RETRY,
        StandardProblem.DATABASE_UNAVAILABLE,
        "The model registry has not been reached since this service started. Try again shortly.",
        request.getRequestURI());
  }

  @ExceptionHandler
  ResponseEntity<Problem> notLogged(DecisionNotLogged refused, HttpServletRequest request) {
    return Problems.answerUntil(
        refused.retryAfter(),
        ScoringProblem.DECISION_NOT_LOGGED,
        refused.detail(),
        request.getRequestURI());
  }

  @ExceptionHandler
  ResponseEntity<Problem> unavailable(FeaturesUnavailable refused, HttpServletRequest request) {
    Scored.Refused why = Scored.Refused.unavailable();
    return Problems.answerUntil(
        refused.retryAfter(), why.type(), why.detail(), request.getRequestURI());
  }

  @ExceptionHandler
  ResponseEntity<Problem> forbidden(FeaturesForbidden refused, HttpServletRequest request) {
    Scored.Refused why = Scored.Refused.forbidden(refused);
    return Problems.answer(why.type(), why.detail(), request.getRequestURI());
  }

  @ExceptionHandler
  ResponseEntity<Problem> differ(DefinitionsDiffer refused, HttpServletRequest request) {
    Scored.Refused why = Scored.Refused.differing(refused);
    return Problems.answer(why.type(), why.detail(), request.getRequestURI());
  }
}
