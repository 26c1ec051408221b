package io.surety.featureservice;

import io.surety.web.Problem;
import io.surety.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Turns what this service does not know into problems; what is left falls to the edge. */
@RestControllerAdvice
@Order(0)
class FeatureRefusals {

  @ExceptionHandler
  ResponseEntity<Problem> unknown(UserNotFound refused, HttpServletRequest request) {
    return Problems.answer(
        FeatureProblem.USER_NOT_FOUND, refused.detail(), request.getRequestURI());
  }
}
