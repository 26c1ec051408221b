package io.surety.featureservice;

import io.surety.web.ProblemType;
import org.springframework.http.HttpStatus;

/** What only this service refuses. */
enum FeatureProblem implements ProblemType {
  USER_NOT_FOUND(HttpStatus.NOT_FOUND, "The user has no loan by that date");

  private final HttpStatus status;
  private final String title;

  FeatureProblem(HttpStatus status, String title) {
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
