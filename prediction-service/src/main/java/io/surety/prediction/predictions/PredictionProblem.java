package io.surety.prediction.predictions;

import io.surety.web.ProblemType;
import org.springframework.http.HttpStatus;

/** Why a past decision is not told. */
enum PredictionProblem implements ProblemType {
  PREDICTION_NOT_FOUND(HttpStatus.NOT_FOUND, "The log has no such prediction"),
  LOG_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The log of predictions does not answer");

  private final HttpStatus status;
  private final String title;

  PredictionProblem(HttpStatus status, String title) {
    this.status = status;
    this.title = title;
  }

  @Override
  public HttpStatus status() {
    return status;
  }

  @Override
  public String title() {
    return title;
  }
}
