package io.surety.registry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The versions of models and the decisions about them. Every decision is recorded for good with the
 * database login that took it; what is not allowed is refused with a {@link DecisionRefused} whose
 * message says what to do next, and then nothing is recorded.
 */
public interface Models {

  /**
   * Registers a candidate as the next version of its model. The same bundle of the same model is
   * one version: registering it again changes nothing and returns the version that it has, so a
   * training that died after registering may simply be repeated.
   */
  ModelVersion register(Candidate candidate);

  Optional<RegisteredModel> find(ModelVersion version);

  /** Every version, by model name and number. */
  List<RegisteredModel> all();

  /** The bytes of a version's bundle, their hash verified. */
  byte[] bundle(ModelVersion version);

  /**
   * Approves a candidate, which permits serving it.
   *
   * @param override why a failed gate shall not stop this; recorded only when a gate did fail
   * @throws ProposerCannotApprove when the login, or the claimed name, is the proposer's
   * @throws GatesNotPassed when a gate failed and there is no override
   * @throws AlreadyDecided when it was approved or rejected before
   * @throws ApprovalNeedsPerson when the signature is automatic and the model was approved before
   */
  void approve(ModelVersion version, Signature by, Optional<String> override);

  /**
   * Rejects a candidate, for good.
   *
   * @throws AlreadyDecided when it was approved or rejected before
   */
  void reject(ModelVersion version, Signature by);

  /**
   * Points an alias at an approved version. In the place of one whose breaker is not closed, or
   * with a breaker of its own that is not, it proves itself half-open before it answers: that is
   * recorded with it, as an automatic decision.
   *
   * @throws NotApproved when the version is not approved
   * @throws AlreadyServed when the alias points at it already
   */
  void promote(ModelVersion version, Alias alias, Signature by);

  /**
   * Points an alias again at the version before the present one. Repeated rollbacks go further
   * back; what was rolled back from is not returned to, except by promoting it. A version whose
   * breaker is not closed does not answer for that; one before it does, or the policy.
   *
   * @return the version that the alias points at now
   * @throws NothingToRollBackTo when no promotion is left to go back to
   * @throws AliasMoved when somebody else moved the alias at the same moment
   */
  ModelVersion rollback(String modelName, Alias alias, Signature by);

  /**
   * Points an alias again at the version before this one, which somebody saw that it points at.
   *
   * @return the version that the alias points at now
   * @throws NothingToRollBackTo when no promotion is left to go back to
   * @throws AliasMoved when the alias points at another version, or nowhere, by now
   */
  ModelVersion rollback(ModelVersion present, Alias alias, Signature by);

  /**
   * Points an alias nowhere again. No rollback leads back behind it.
   *
   * @return the version that the alias pointed at
   * @throws NotServed when it points nowhere already
   * @throws AliasMoved when somebody else moved the alias at the same moment
   */
  ModelVersion withdraw(String modelName, Alias alias, Signature by);

  /**
   * Points an alias nowhere again that somebody saw point at this version.
   *
   * @throws AliasMoved when the alias points at another version, or nowhere, by now
   */
  void withdraw(ModelVersion present, Alias alias, Signature by);

  /** Every decision about any version of a model, oldest first. */
  List<DecisionRecord> decisions(String modelName);

  /** Every decision that names this version, oldest first. */
  List<DecisionRecord> decisions(ModelVersion version);

  /** What an alias pointed at in a moment, and who answered. */
  Optional<Tenure> servedOn(String modelName, Alias alias, Instant moment);

  /** What an alias has pointed at and who answered, oldest first. */
  List<Tenure> timeline(String modelName, Alias alias);
}
