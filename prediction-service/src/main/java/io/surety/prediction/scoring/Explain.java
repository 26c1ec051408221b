package io.surety.prediction.scoring;

import io.surety.web.MalformedRequest;
import io.surety.web.Quoted;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;

/** How much an answer tells of why it is as it is: {@code ?explain=none}. */
enum Explain {
  /** Probability, points and decision alone. */
  NONE,
  /** Up to four reasons in plain words. */
  REASONS,
  /** The base value and every contribution too. */
  FULL;

  static final String PARAMETER = "explain";

  /** What the request asks for: {@link #REASONS} when it does not say. */
  static Explain asked(HttpServletRequest request) {
    if (request.getQueryString() == null) {
      return REASONS;
    }
    String[] values = request.getParameterValues(PARAMETER);
    if (values == null) {
      return REASONS;
    }
    if (values.length > 1) {
      throw MalformedRequest.at(PARAMETER, "This parameter comes more than once.");
    }
    for (Explain each : values()) {
      if (each.wireName().equals(values[0])) {
        return each;
      }
    }
    throw MalformedRequest.at(
        PARAMETER,
        Quoted.of(values[0]) + " is no way to explain an answer; none, reasons and full are.");
  }

  /** The name on the wire, such as {@code full}. */
  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
