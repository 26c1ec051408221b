package io.surety.prediction.scoring;

import io.surety.web.ProblemType;
import org.springframework.http.HttpStatus;

/** What only this service refuses. */
enum ScoringProblem implements ProblemType {
  USER_NOT_FOUND(HttpStatus.NOT_FOUND, "The user has no loan by that date"),
  USER_NOT_SCORABLE(
      HttpStatus.UNPROCESSABLE_CONTENT, "The user lacks a feature that the model needs"),
  USERS_NOT_KNOWN(HttpStatus.UNPROCESSABLE_CONTENT, "This service knows no users"),
  FEATURES_FORBIDDEN(HttpStatus.FORBIDDEN, "The feature service does not let the caller in"),
  NO_APPROVED_MODEL(HttpStatus.SERVICE_UNAVAILABLE, "No approved model is serving"),
  MODEL_UNUSABLE(HttpStatus.SERVICE_UNAVAILABLE, "The champion cannot be served"),
  DECISION_NOT_LOGGED(HttpStatus.SERVICE_UNAVAILABLE, "The decision could not be logged"),
  BREAKER_OPEN(HttpStatus.SERVICE_UNAVAILABLE, "A breaker took the model out of service"),
  FEATURES_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The feature service does not answer"),
  FEATURES_STALE(HttpStatus.SERVICE_UNAVAILABLE, "The user's features are older than is allowed"),
  FEATURE_DEFINITIONS_DIFFER(
      HttpStatus.SERVICE_UNAVAILABLE, "The features served are not those that the model needs");

  private final HttpStatus status;
  private final String title;

  ScoringProblem(HttpStatus status, String title) {
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

  /** Whether something failed that any other version would have needed, too. */
  boolean isOfDependency() {
    return this == FEATURES_UNAVAILABLE || this == FEATURES_STALE || this == DECISION_NOT_LOGGED;
  }
}
