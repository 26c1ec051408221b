package io.surety.benchmarks.load;

import java.nio.file.Path;
import java.time.Duration;

/**
 * One round of load on one server of this machine.
 *
 * @param requests the file of a {@link RequestPool}, whose requests are sent in turns
 * @param port of the server on 127.0.0.1
 * @param connections how many are open, each with at most one request under way
 * @param settle how long the load lasts before anything counts
 * @param measured how long what counts lasts
 * @param patience how long an answer may take before the round fails
 * @param warming whether a server that has just begun may refuse a request with 503 without failing
 *     the round
 */
public record LoadPlan(
    Path requests,
    int port,
    int connections,
    Duration settle,
    Duration measured,
    Duration patience,
    Pace pace,
    boolean warming) {

  private static final Duration USUAL_PATIENCE = Duration.ofSeconds(10);

  /** Refuses a plan that loads nothing. */
  public LoadPlan {
    if (connections < 1) {
      throw new IllegalArgumentException(
          "A load has at least one connection, but this one has " + connections + ".");
    }
    if (!measured.isPositive() || !patience.isPositive() || settle.isNegative()) {
      throw new IllegalArgumentException(
          "A load lasts some time, but this one settles for %s, lasts %s and waits for %s."
              .formatted(settle, measured, patience));
    }
  }

  /** A closed loop that settles for a tenth of what it measures. */
  public static LoadPlan closed(Path requests, int port, int connections, Duration measured) {
    return new LoadPlan(
        requests,
        port,
        connections,
        measured.dividedBy(10),
        measured,
        USUAL_PATIENCE,
        new Pace.Closed(),
        false);
  }

  /** The same with requests that arrive when they arrive. */
  public LoadPlan open(Pace.Open arrivals) {
    return new LoadPlan(requests, port, connections, settle, measured, patience, arrivals, warming);
  }

  /** The same with another limit for one answer. */
  public LoadPlan withPatience(Duration other) {
    return new LoadPlan(requests, port, connections, settle, measured, other, pace, warming);
  }

  /** The same for a server that is to become warm: this round measures nothing. */
  public LoadPlan toWarmUp() {
    return new LoadPlan(requests, port, connections, settle, measured, patience, pace, true);
  }
}
