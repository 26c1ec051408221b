package io.surety.prediction.versions;

import io.surety.web.ProblemType;
import org.springframework.http.HttpStatus;

/** What stands in the way of serving a version. */
enum VersionProblem implements ProblemType {
  VERSION_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such model or version"),
  VERSION_NOT_APPROVED(HttpStatus.FORBIDDEN, "The version is not approved"),
  VERSION_UNUSABLE(HttpStatus.SERVICE_UNAVAILABLE, "The version cannot be served");

  private final HttpStatus status;
  private final String title;

  VersionProblem(HttpStatus status, String title) {
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
