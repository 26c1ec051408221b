package io.surety.web.listening;

import io.surety.web.StartRefused;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much a service takes at once, and how long it listens to a request that does not begin.
 *
 * @param concurrentRequests how many requests are under way at once at the API port, a stream of
 *     lines being one; who comes then is told to come again. As many as the prediction service has
 *     connections to the feature service: more would only wait for one, and for the processors
 * @param headerTime the most time from the first byte of a request to the end of its headers
 * @param requestTime the most time from there to the last byte of its answer, but for streams of
 *     lines
 * @param streamTime the most time for a stream of lines, which ends with its caller's token too
 */
@ConfigurationProperties("surety.http")
record ListeningSettings(
    @DefaultValue("128") int concurrentRequests,
    @DefaultValue("10s") Duration headerTime,
    @DefaultValue("60s") Duration requestTime,
    @DefaultValue("1h") Duration streamTime) {

  ListeningSettings {
    if (concurrentRequests < 1) {
      throw new StartRefused(
          "surety.http.concurrent-requests is " + concurrentRequests + ".",
          "Set it to at least 1.");
    }
    if (headerTime.toMillis() < 1) {
      throw new StartRefused(
          "surety.http.header-time is " + headerTime + ".", "Set it to at least 1ms.");
    }
    if (requestTime.compareTo(headerTime) < 0) {
      throw new StartRefused(
          "surety.http.request-time is " + requestTime + ", less than surety.http.header-time.",
          "Set it to at least " + headerTime + ", and to more than surety.http.body-time.");
    }
    if (streamTime.compareTo(requestTime) < 0) {
      throw new StartRefused(
          "surety.http.stream-time is " + streamTime + ", less than surety.http.request-time.",
          "Set it to at least " + requestTime + ".");
    }
  }

  /** Of the requests under way at once, how many may be streams. */
  int concurrentStreams() {
    return Math.ceilDiv(concurrentRequests, 2);
  }
}
