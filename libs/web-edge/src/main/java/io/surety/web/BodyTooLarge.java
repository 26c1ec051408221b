package io.surety.web;

import java.io.IOException;
import org.springframework.util.unit.DataSize;

/** The body of a request exceeds the limit, whether it said so beforehand or not. */
final class BodyTooLarge extends IOException {

  private final long limit;

  BodyTooLarge(DataSize limit) {
    this.limit = limit.toBytes();
  }

  String detail() {
    return "The body of a request holds at most " + limit + " bytes.";
  }

  @Override
  public String getMessage() {
    return detail();
  }
}
