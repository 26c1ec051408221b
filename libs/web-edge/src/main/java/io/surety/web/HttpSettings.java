package io.surety.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much a service takes from one request.
 *
 * @param bodyLimit the most bytes that a body may hold, declared or chunked
 * @param fullBodies how many bodies of the full size are held at once; a smaller one counts by its
 *     part, and one of up to 16 KB not at all
 * @param bodyTime the most time from the first byte of a body to its last; who reads a stream sets
 *     limits of its own
 */
@ConfigurationProperties("surety.http")
record HttpSettings(
    @DefaultValue("1MB") DataSize bodyLimit,
    @DefaultValue("1") int fullBodies,
    @DefaultValue("30s") Duration bodyTime) {

  HttpSettings {
    if (bodyLimit.toBytes() < 1) {
      throw new IllegalArgumentException(
          "surety.http.body-limit is at least one byte, but it is " + bodyLimit + ".");
    }
    if (fullBodies < 1 || fullBodies > 1_000) {
      throw new IllegalArgumentException(
          "surety.http.full-bodies is between 1 and 1000, but it is " + fullBodies + ".");
    }
    if (bodyTime.toMillis() < 1) {
      throw new IllegalArgumentException(
          "surety.http.body-time is at least 1ms, but it is " + bodyTime + ".");
    }
  }
}
