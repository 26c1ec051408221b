package io.surety.web;

import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Makes answers out of problems, always as {@code application/problem+json}. */
public final class Problems {

  private Problems() {}

  /** Answers with a problem of this type. */
  public static ResponseEntity<Problem> answer(ProblemType type, String detail, String path) {
    return answer(Problem.of(type, detail), path, new HttpHeaders());
  }

  /** Answers with a problem that may be gone after this time. */
  public static ResponseEntity<Problem> answerUntil(
      Duration retryAfter, ProblemType type, String detail, String path) {
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.RETRY_AFTER, seconds(retryAfter));
    return answer(Problem.of(type, detail), path, headers);
  }

  /** A time as {@code Retry-After} has it: whole seconds, and one at least. */
  public static String seconds(Duration retryAfter) {
    return Long.toString(Math.max(1, retryAfter.toSeconds()));
  }

  static ResponseEntity<Problem> answer(Problem problem, String path, HttpHeaders headers) {
    return ResponseEntity.status(problem.status())
        .headers(headers)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem.withInstance(path));
  }
}
