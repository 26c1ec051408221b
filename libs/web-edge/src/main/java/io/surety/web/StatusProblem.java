package io.surety.web;

import org.springframework.http.HttpStatus;

/** The problem behind a status of which nothing more is known. */
final class StatusProblem {

  private StatusProblem() {}

  static Problem of(int status) {
    for (StandardProblem type : StandardProblem.values()) {
      boolean saysWhatIsMissing = type.status() == HttpStatus.SERVICE_UNAVAILABLE;
      if (type.status().value() == status && !saysWhatIsMissing) {
        return Problem.of(type, type.title() + ".");
      }
    }
    boolean askedForTheImpossible = status < 500 || status == 501 || status == 505;
    StandardProblem nearest =
        askedForTheImpossible ? StandardProblem.MALFORMED_REQUEST : StandardProblem.INTERNAL_ERROR;
    return Problem.of(nearest, nearest.title() + ".").withStatus(status);
  }
}
