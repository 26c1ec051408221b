package io.surety.prediction.versions;

import io.surety.web.Problem;
import io.surety.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Turns what stands in the way of a version into problems. */
@RestControllerAdvice
@Order(0)
class VersionRefusals {

  @ExceptionHandler
  ResponseEntity<Problem> unknown(VersionNotFound refused, HttpServletRequest request) {
    return Problems.answer(
        VersionProblem.VERSION_NOT_FOUND, refused.detail(), request.getRequestURI());
  }

  @ExceptionHandler
  ResponseEntity<Problem> unapproved(VersionNotApproved refused, HttpServletRequest request) {
    return Problems.answer(
        VersionProblem.VERSION_NOT_APPROVED, refused.detail(), request.getRequestURI());
  }

  @ExceptionHandler
  ResponseEntity<Problem> unusable(VersionUnusable refused, HttpServletRequest request) {
    return Problems.answer(
        VersionProblem.VERSION_UNUSABLE, refused.detail(), request.getRequestURI());
  }
}
