package io.surety.web;

import org.springframework.http.HttpStatus;

/** The refusals that every service shares, because HTTP or the database asks for them. */
public enum StandardProblem implements ProblemType {
  MALFORMED_REQUEST(HttpStatus.BAD_REQUEST, "The request is malformed"),
  UNKNOWN_PATH(HttpStatus.NOT_FOUND, "Nothing lives at this path"),
  METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "The path does not take this method"),
  NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "The answer does not come as the accepted types"),
  UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, "A token that is valid here is needed"),
  SCOPE_MISSING(HttpStatus.FORBIDDEN, "The token does not allow this"),
  ISSUER_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The keys of tokens cannot be fetched"),
  TOO_MANY_REQUESTS(HttpStatus.TOO_MANY_REQUESTS, "Too many requests are under way"),
  BODY_TOO_SLOW(HttpStatus.REQUEST_TIMEOUT, "The body did not come in time"),
  BODY_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The body is too large"),
  UNSUPPORTED_MEDIA_TYPE(
      HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The path does not take a body of this type"),
  DATABASE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The database does not answer"),
  TOO_MANY_BODIES(HttpStatus.SERVICE_UNAVAILABLE, "Too many large bodies came at once"),
  INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, "The service failed");

  private final HttpStatus status;
  private final String title;

  StandardProblem(HttpStatus status, String title) {
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
