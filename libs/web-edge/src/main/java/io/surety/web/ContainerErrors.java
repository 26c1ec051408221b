package io.surety.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers what was refused before or after the controllers, by a filter or by the container. */
@RestController
class ContainerErrors implements ErrorController {

  @RequestMapping("${spring.web.error.path:/error}")
  @Nullable ResponseEntity<Problem> error(
      HttpServletRequest request, HttpServletResponse response) {
    if (response.isCommitted()) {
      // Half an answer is on its way, and its connection is cut off: nothing can be said any more.
      return null;
    }
    if (!(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status)) {
      return Problems.answer(
          StandardProblem.UNKNOWN_PATH, "There is nothing at this path.", request.getRequestURI());
    }
    Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    return Problems.answer(
        StatusProblem.of(status),
        path instanceof String text ? text : request.getRequestURI(),
        new HttpHeaders());
  }
}
