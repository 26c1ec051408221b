package io.surety.prediction.predictions;

import io.surety.predictionlog.LogFailed;
import io.surety.web.Problem;
import io.surety.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Turns what stands in the way of a past decision into problems. */
@RestControllerAdvice
@Order(0)
class PredictionRefusals {

  private static final Logger LOG = LoggerFactory.getLogger(PredictionRefusals.class);
  private static final Duration RETRY = Duration.ofSeconds(2);

  @ExceptionHandler
  ResponseEntity<Problem> unknown(PredictionNotFound refused, HttpServletRequest request) {
    return Problems.answer(
        PredictionProblem.PREDICTION_NOT_FOUND, refused.detail(), request.getRequestURI());
  }

  @ExceptionHandler
  ResponseEntity<Problem> unread(LogFailed failure, HttpServletRequest request) {
    LOG.warn("prediction_not_read reason=\"{}\"", failure.getMessage());
    return Problems.answerUntil(
        RETRY,
        PredictionProblem.LOG_UNAVAILABLE,
        "The log of predictions cannot be read now. Try again shortly.",
        request.getRequestURI());
  }
}
