package io.surety.featureservice;

import io.surety.feature.Basis;
import io.surety.web.JsonFields;
import io.surety.web.MalformedRequest;
import io.surety.web.Quoted;
import io.surety.web.WireDate;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * When, and for which application, features are asked for.
 *
 * @param asOf the date that the years are counted to; today in UTC when nobody names one
 * @param basis {@code latest_loan} when nobody names one
 */
record Moment(LocalDate asOf, Basis basis) {

  static final String AS_OF = "as_of";
  static final String BASIS = "basis";

  /** Reads the query string, which has no other parameters and none twice. */
  static Moment ofQuery(Map<String, String[]> query, Clock clock) {
    for (Map.Entry<String, String[]> parameter : query.entrySet()) {
      String name = parameter.getKey();
      if (!name.equals(AS_OF) && !name.equals(BASIS)) {
        throw MalformedRequest.at(
            Quoted.fieldName(name), "This parameter is not known; known are as_of, basis.");
      }
      if (parameter.getValue().length > 1) {
        throw MalformedRequest.at(name, "This parameter is given more than once.");
      }
    }
    return of(
        first(query, AS_OF).map(text -> WireDate.parse(AS_OF, text, clock)),
        first(query, BASIS),
        clock);
  }

  /** Reads the fields of a lookup. */
  static Moment ofBody(JsonFields body, Clock clock) {
    return of(body.findDate(AS_OF, clock), body.findText(BASIS), clock);
  }

  private static Moment of(Optional<LocalDate> asOf, Optional<String> basis, Clock clock) {
    return new Moment(
        asOf.orElseGet(() -> LocalDate.now(clock)),
        basis.map(Moment::basis).orElse(Basis.LATEST_LOAN));
  }

  private static Basis basis(String text) {
    try {
      return Basis.ofWireName(text);
    } catch (IllegalArgumentException unknown) {
      throw MalformedRequest.at(
          BASIS, Quoted.of(text) + " is not a basis; latest_loan and next_loan are.");
    }
  }

  private static Optional<String> first(Map<String, String[]> query, String name) {
    return Optional.ofNullable(query.get(name)).map(values -> values[0]);
  }
}
