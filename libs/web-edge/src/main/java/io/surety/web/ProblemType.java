package io.surety.web;

import java.net.URI;
import java.util.Locale;
import org.springframework.http.HttpStatus;

/** A kind of refusal. Each service lists its own in one enum; the URN never changes. */
public interface ProblemType {

  /** The constant's name, from which the URN is made. */
  String name();

  /** The status it is answered with. */
  HttpStatus status();

  /** A short phrase that is the same for every refusal of this type. */
  String title();

  /** The stable identifier, such as {@code urn:surety:problem:user-not-found}. */
  default URI uri() {
    return URI.create("urn:surety:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }
}
