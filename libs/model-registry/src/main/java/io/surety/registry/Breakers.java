package io.surety.registry;

import java.util.List;
import java.util.Optional;

/**
 * The breakers of models: one for each version under each alias. An open one takes the version out
 * of service while the alias still points at it; somebody else answers until it is closed. Every
 * switch is a decision, recorded for good with the figures that caused it. A login with {@code
 * surety_watcher} may sign as a program only; one with {@code surety_approver} as either.
 */
public interface Breakers {

  /** How one stands; closed when it never switched. */
  Breaker find(ModelVersion version, Alias alias);

  /**
   * Those of the versions that aliases point at, and those of other versions that are not closed;
   * by model, alias and version.
   */
  List<Breaker> all();

  /**
   * Takes a version out of service that the alias points at. Opening again with another substitute
   * is how a person has somebody else answer; a program changes nothing that is open.
   *
   * @param figures what caused it, a JSON object; empty when somebody just decided
   * @return the number of the decision
   * @throws BreakerOpenAlready when it is open and nothing would change
   * @throws AliasMoved when the alias points at another version by now
   * @throws NotServed when the alias points nowhere
   * @throws UnfitFallback when the named version is not approved, is the same, or is itself out of
   *     service
   */
  long open(
      ModelVersion version,
      Alias alias,
      Substitute substitute,
      Signature by,
      Optional<String> figures);

  /**
   * Has a version prove itself on a share of requests in shadow, while whoever answers goes on.
   * From closed it takes the version out of service as opening does.
   *
   * @throws BreakerHalfOpenAlready when it is half-open and nothing would change
   */
  long halfOpen(
      ModelVersion version,
      Alias alias,
      Substitute substitute,
      Signature by,
      Optional<String> figures);

  /**
   * Lets a version answer again when its alias points at it. A person may clear a version that no
   * alias points at, too.
   *
   * @throws BreakerClosedAlready when it is closed
   * @throws ClosingNeedsPerson when a program would close it from open
   */
  long close(ModelVersion version, Alias alias, Signature by, Optional<String> figures);

  /** Every switch of any breaker of a model, oldest first. */
  List<DecisionRecord> history(String modelName);
}
