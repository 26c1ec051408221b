package io.surety.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much a service takes from one request.
 *
 * @param bodyLimit the most bytes that a body may hold, declared or chunked
 */
@ConfigurationProperties("surety.http")
record HttpSettings(@DefaultValue("1MB") DataSize bodyLimit) {

  HttpSettings {
    if (bodyLimit.toBytes() < 1) {
      throw new IllegalArgumentException(
          "surety.http.body-limit is at least one byte, but it is " + bodyLimit + ".");
    }
  }
}
