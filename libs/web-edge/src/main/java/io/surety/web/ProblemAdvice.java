package io.surety.web;

import io.surety.web.listening.RequestTime;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * Answers for whatever no service claims as its own: what Spring refuses, a database that is away,
 * and failures, of which nothing internal is told.
 */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class ProblemAdvice {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);
  private static final Duration BODY_RETRY = Duration.ofSeconds(1);
  private static final Duration STREAM_RETRY = Duration.ofSeconds(1);
  private static final Duration DATABASE_RETRY = Duration.ofSeconds(2);

  @ExceptionHandler
  ResponseEntity<Problem> malformed(MalformedRequest refused, HttpServletRequest request) {
    return Problems.answer(Problem.of(refused), request.getRequestURI(), new HttpHeaders());
  }

  @ExceptionHandler
  ResponseEntity<Problem> unreadable(
      HttpMessageNotReadableException refused, HttpServletRequest request) {
    BodyTooLarge tooLarge = Causes.find(refused, BodyTooLarge.class);
    if (tooLarge != null) {
      return answer(StandardProblem.BODY_TOO_LARGE, tooLarge.detail(), request);
    }
    BodyTooSlow tooSlow = Causes.find(refused, BodyTooSlow.class);
    if (tooSlow != null) {
      return tooSlow(tooSlow, request);
    }
    return Causes.find(refused, TooManyBodies.class) != null
        ? busy(request)
        : malformed(UnreadableJson.explain(refused), request);
  }

  @ExceptionHandler
  ResponseEntity<Problem> tooMany(TooManyBodies refused, HttpServletRequest request) {
    return busy(request);
  }

  private static ResponseEntity<Problem> busy(HttpServletRequest request) {
    return Problems.answerUntil(
        BODY_RETRY, StandardProblem.TOO_MANY_BODIES, TooManyBodies.DETAIL, request.getRequestURI());
  }

  @ExceptionHandler
  ResponseEntity<Problem> tooMany(TooManyStreams refused, HttpServletRequest request) {
    return Problems.answerUntil(
        STREAM_RETRY,
        StandardProblem.TOO_MANY_REQUESTS,
        TooManyStreams.DETAIL,
        request.getRequestURI());
  }

  @ExceptionHandler
  ResponseEntity<Problem> tooLarge(BodyTooLarge refused, HttpServletRequest request) {
    return answer(StandardProblem.BODY_TOO_LARGE, refused.detail(), request);
  }

  /** The rest of such a body is not waited for. */
  @ExceptionHandler
  ResponseEntity<Problem> tooSlow(BodyTooSlow refused, HttpServletRequest request) {
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.CONNECTION, "close");
    return Problems.answer(
        Problem.of(StandardProblem.BODY_TOO_SLOW, refused.detail()),
        request.getRequestURI(),
        headers);
  }

  @ExceptionHandler
  ResponseEntity<Problem> unknownPath(
      NoResourceFoundException refused, HttpServletRequest request) {
    return answer(
        StandardProblem.UNKNOWN_PATH,
        "There is nothing at this path; /openapi.json lists what there is.",
        request);
  }

  @ExceptionHandler
  ResponseEntity<Problem> method(
      HttpRequestMethodNotSupportedException refused, HttpServletRequest request) {
    Problem problem =
        Problem.of(
            StandardProblem.METHOD_NOT_ALLOWED,
            "This path takes "
                + String.join(", ", orNone(refused.getSupportedMethods()))
                + ", not "
                + Quoted.of(refused.getMethod())
                + ".");
    return Problems.answer(problem, request.getRequestURI(), refused.getHeaders());
  }

  @ExceptionHandler
  ResponseEntity<Problem> mediaType(
      HttpMediaTypeNotSupportedException refused, HttpServletRequest request) {
    return answer(
        StandardProblem.UNSUPPORTED_MEDIA_TYPE,
        "Send the body with the header Content-Type: "
            + orJson(refused.getSupportedMediaTypes())
            + ".",
        request);
  }

  /** Accept-Encoding in such an answer says what a body may be encoded with (RFC 9110, 12.5.3). */
  @ExceptionHandler
  ResponseEntity<Problem> encoded(EncodedBody refused, HttpServletRequest request) {
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.ACCEPT_ENCODING, "identity");
    return Problems.answer(
        Problem.of(StandardProblem.UNSUPPORTED_MEDIA_TYPE, refused.detail()),
        request.getRequestURI(),
        headers);
  }

  @ExceptionHandler
  ResponseEntity<Problem> notAcceptable(
      HttpMediaTypeNotAcceptableException refused, HttpServletRequest request) {
    return answer(
        StandardProblem.NOT_ACCEPTABLE,
        "The answer comes as "
            + orJson(refused.getSupportedMediaTypes())
            + ", which the Accept header excludes.",
        request);
  }

  /** The caller has gone: there is nobody to answer. */
  @ExceptionHandler
  void gone(AsyncRequestNotUsableException gone) {
    LOG.debug("caller_left");
  }

  /**
   * The answer breaks off here, with its connection: Spring would end it as if it were whole. What
   * Tomcat has refused while it read, it answers or breaks off by itself.
   */
  @ExceptionHandler
  void broken(
      ClientAbortException broken, HttpServletRequest request, HttpServletResponse response) {
    LOG.debug("answer_broke_off", broken);
    if (response.getStatus() < 400) {
      RequestTime.endNow(request);
    }
  }

  @ExceptionHandler
  ResponseEntity<Problem> failed(Exception failure, HttpServletRequest request) {
    if (DatabaseAway.causedIt(failure)) {
      LOG.warn("database_unavailable path={} cause={}", request.getRequestURI(), rootOf(failure));
      return Problems.answerUntil(
          DATABASE_RETRY,
          StandardProblem.DATABASE_UNAVAILABLE,
          "The database cannot be reached at the moment. Try again shortly.",
          request.getRequestURI());
    }
    if (failure instanceof ErrorResponse refused && refused.getStatusCode().is4xxClientError()) {
      Problem problem =
          Problem.of(
                  StandardProblem.MALFORMED_REQUEST,
                  "The request is refused; /openapi.json says what it has to look like.")
              .withStatus(refused.getStatusCode().value());
      return Problems.answer(problem, request.getRequestURI(), new HttpHeaders());
    }
    LOG.error("request_failed path={}", request.getRequestURI(), failure);
    return answer(
        StandardProblem.INTERNAL_ERROR,
        "The request could not be answered. The log of the service tells why.",
        request);
  }

  private static ResponseEntity<Problem> answer(
      ProblemType type, String detail, HttpServletRequest request) {
    return Problems.answer(type, detail, request.getRequestURI());
  }

  private static String orJson(List<MediaType> types) {
    return types.isEmpty()
        ? MediaType.APPLICATION_JSON_VALUE
        : types.stream()
            .map(MediaType::toString)
            .distinct()
            .sorted()
            .collect(Collectors.joining(" or "));
  }

  private static List<String> orNone(String @Nullable [] methods) {
    return methods == null ? List.of() : List.of(methods);
  }

  private static String rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.toString();
  }
}
