package io.surety.prediction.decisions;

import io.surety.web.ProblemType;
import org.springframework.http.HttpStatus;

/** Why a decision is not taken. */
enum DecisionProblem implements ProblemType {
  DECISION_NEEDS_PERSON(HttpStatus.FORBIDDEN, "Only people decide"),
  MODEL_NOT_FOUND(HttpStatus.NOT_FOUND, "The registry has no such version"),
  DECISION_OVERTAKEN(HttpStatus.CONFLICT, "The decision does not fit what has been decided"),
  DECISION_REFUSED(HttpStatus.UNPROCESSABLE_CONTENT, "The rules do not allow the decision"),
  DECISIONS_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Decisions cannot be taken here now");

  private final HttpStatus status;
  private final String title;

  DecisionProblem(HttpStatus status, String title) {
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
