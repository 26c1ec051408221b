package io.surety.watch;

import io.surety.bundle.WatchRule;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * All that a look goes by.
 *
 * @param now when it looks
 * @param since answers and requests before this moment do not count: the version or its breaker
 *     stood otherwise
 * @param outcomes that became known in the longest window, the newest up to a bound
 * @param requests by rule, of its window
 */
public record Evidence(
    Instant now,
    Instant since,
    Answers answers,
    List<KnownOutcome> outcomes,
    Map<WatchRule, RequestCounts> requests) {

  public Evidence {
    outcomes = List.copyOf(outcomes);
    requests = Map.copyOf(requests);
  }

  /** Where the window of a rule about answers begins. */
  Instant from(WatchRule rule) {
    return from(rule, now, since);
  }

  static Instant from(WatchRule rule, Instant now, Instant since) {
    Instant begins = now.minus(rule.window());
    return begins.isAfter(since) ? begins : since;
  }

  RequestCounts requests(WatchRule rule) {
    return requests.getOrDefault(rule, RequestCounts.NONE);
  }
}
