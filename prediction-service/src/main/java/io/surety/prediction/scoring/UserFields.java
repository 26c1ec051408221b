package io.surety.prediction.scoring;

import io.surety.feature.Basis;
import io.surety.web.MalformedRequest;
import io.surety.web.Quoted;

/** What names a user and the moment to score them at, in every format. */
final class UserFields {

  static final String USER_ID = "user_id";
  static final String AS_OF = "as_of";
  static final String BASIS = "basis";

  private UserFields() {}

  static Basis basis(String field, String text) {
    try {
      return Basis.ofWireName(text);
    } catch (IllegalArgumentException unknown) {
      throw MalformedRequest.at(
          field, Quoted.of(text) + " is not a basis; latest_loan and next_loan are.");
    }
  }
}
