package io.surety.registry;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One line of the history that nobody can rewrite.
 *
 * @param id counts all decisions of the registry from 1, without gaps
 * @param decidedAt by the clock of the database; later decisions have later times
 * @param version what was decided about; for a rollback, the version gone back to
 * @param alias which alias moved, or under which a breaker switched; empty for an approval or a
 *     rejection
 * @param decidedBy the database login, written by the database
 * @param claimedBy the name that was claimed
 * @param claimVerified whether that name is the login itself
 * @param signedAs whether a person decided or a program
 * @param overrideReason why a failed gate did not stop the approval; empty when all gates passed
 * @param evidenceSha256 the hash of the evidence that was decided on
 * @param carried where it was taken, when it came with an export; empty when it was taken here
 * @param breaking what it says of a breaker; empty when it switched none
 */
public record DecisionRecord(
    long id,
    Instant decidedAt,
    DecisionKind kind,
    ModelVersion version,
    Optional<Alias> alias,
    String decidedBy,
    String claimedBy,
    boolean claimVerified,
    Signature.Kind signedAs,
    String reason,
    Optional<String> overrideReason,
    String evidenceSha256,
    Optional<Carried> carried,
    Optional<Breaking> breaking) {

  /**
   * Where a decision was taken that came with an export; the record itself says who admitted it
   * here, and when.
   *
   * @param registry names the registry in which it was taken
   * @param id its number there
   * @param decidedBy the database login there
   * @param claimVerified whether the claimed name was that login
   */
  public record Carried(
      UUID registry, long id, Instant decidedAt, String decidedBy, boolean claimVerified) {}

  /**
   * What a switch of a breaker says beside.
   *
   * @param fallback the version that answers from then on; empty when the policy does, or when the
   *     breaker closed
   * @param policy what is answered where no version can; empty when the breaker closed
   * @param figuresJson what caused it, as it was given; empty when no figures did
   * @param follows the decision that it follows from by rule, taken with it; empty when it was
   *     taken for itself
   */
  public record Breaking(
      Optional<ModelVersion> fallback,
      Optional<PolicyAnswer> policy,
      Optional<String> figuresJson,
      Optional<Long> follows) {}
}
