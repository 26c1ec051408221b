package io.surety.benchmarks.load;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** When requests are sent. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Pace.Closed.class, name = "closed"),
  @JsonSubTypes.Type(value = Pace.Open.class, name = "open")
})
public sealed interface Pace {

  /**
   * Each connection sends the next request when the last one is answered. A server that pauses is
   * asked less often, so this measures throughput; its latencies flatter.
   */
  record Closed() implements Pace {}

  /**
   * Requests arrive at their own times, whatever the server does, and wait where no connection is
   * free. Latency counts from the time of arrival, so nothing that a person would have waited for
   * is left out (no coordinated omission).
   *
   * @param perSecond how many arrive on average
   * @param seed of the random gaps; constant gaps use none
   */
  record Open(double perSecond, Gaps gaps, long seed) implements Pace {

    /** Refuses a rate of nothing. */
    public Open {
      if (!(perSecond > 0) || perSecond > 1e7) {
        throw new IllegalArgumentException(
            "Requests arrive at some rate up to ten million a second, but not at "
                + perSecond
                + ".");
      }
    }
  }

  /** How arrivals follow each other. */
  enum Gaps {
    /** Always the same time apart. */
    CONSTANT,
    /** As people come who know nothing of each other: exponentially distributed. */
    POISSON
  }
}
