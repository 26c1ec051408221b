package io.surety.web;

import org.springframework.util.unit.DataSize;

/**
 * The most bytes that a body may hold at a path and below it, where that is not what {@code
 * surety.http.body-limit} says. A service declares one as a bean.
 *
 * @param path such as {@code /v2}
 */
public record BodyAllowance(String path, DataSize limit) {

  /** Refuses a limit under which nothing could be sent. */
  public BodyAllowance {
    if (limit.toBytes() < 1) {
      throw new IllegalArgumentException(
          "The bodies at %s hold at least one byte, but their limit is %s.".formatted(path, limit));
    }
  }

  boolean covers(String requestPath) {
    return requestPath.startsWith(path)
        && (requestPath.length() == path.length() || requestPath.charAt(path.length()) == '/');
  }
}
