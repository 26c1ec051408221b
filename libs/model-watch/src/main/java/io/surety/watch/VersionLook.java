package io.surety.watch;

import io.surety.watch.statistics.Drift;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One look at one version.
 *
 * @param watched how it stood
 * @param findings one for each rule, in the order of the rules
 * @param drift of every input and of the scores
 * @param measured at this look or, between measurements, at the last one that measured
 * @param answers how many were looked at
 * @param outcomes how many were looked at
 * @param move what followed
 * @param decision the decision that recorded a switch; empty without one, and when somebody else
 *     switched meanwhile
 */
public record VersionLook(
    Watched watched,
    Instant at,
    List<Finding> findings,
    Drift drift,
    List<Measured> measured,
    int answers,
    int outcomes,
    BreakerMove move,
    Optional<Long> decision,
    Duration took) {

  public VersionLook {
    findings = List.copyOf(findings);
    measured = List.copyOf(measured);
  }

  /** The rules that are broken. */
  public List<Finding> broken() {
    return findings.stream().filter(Finding::isBroken).toList();
  }
}
