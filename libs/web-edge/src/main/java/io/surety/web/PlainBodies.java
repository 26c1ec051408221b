package io.surety.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses a body that is encoded, once it is clear that the path, the method and the media type are
 * right.
 */
final class PlainBodies implements HandlerInterceptor {

  private static final Set<String> BODILESS = Set.of("GET", "HEAD");

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (request.getDispatcherType() == DispatcherType.REQUEST
        && handler instanceof HandlerMethod
        && !BODILESS.contains(request.getMethod())) {
      String encodings =
          String.join(", ", Collections.list(request.getHeaders(HttpHeaders.CONTENT_ENCODING)));
      for (String encoding : encodings.split(",", -1)) {
        if (!encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity")) {
          throw new EncodedBody(encoding.strip());
        }
      }
    }
    return true;
  }
}
