package io.surety.registry;

import java.util.List;
import java.util.Optional;

/** What is served now: all that a prediction service needs to know of the registry. */
public interface ServedModels {

  /** A version and the hash of its bundle. */
  record Served(ModelVersion version, String sha256) {}

  /** The version that an alias points at now, whether its breaker is closed or not. */
  Optional<Served> find(String modelName, Alias alias);

  /**
   * Who answers for an alias, and whom it points at.
   *
   * @param present the version that the alias points at
   * @param breaker how its breaker stands
   * @param fallback the version that answers instead; empty while the breaker is closed, and when
   *     no version may
   * @param policy what is answered where the fallback is missing or cannot be loaded; empty while
   *     the breaker is closed
   * @param standby the version that would answer instead, should the breaker open now: worth being
   *     loaded before
   */
  record Answering(
      Served present,
      BreakerState breaker,
      Optional<Served> fallback,
      Optional<PolicyAnswer> policy,
      Optional<Served> standby) {

    /** The version whose answers count; empty where the policy answers. */
    public Optional<Served> answers() {
      return policy.isPresent() ? fallback : Optional.of(present);
    }

    /** The version to score beside in shadow, that it may prove itself; its answers count not. */
    public Optional<Served> probe() {
      return breaker == BreakerState.HALF_OPEN ? Optional.of(present) : Optional.empty();
    }
  }

  /**
   * Who answers for an alias now; empty when it points nowhere. Cheap enough to ask several times a
   * second.
   */
  Optional<Answering> answering(String modelName, Alias alias);

  /** A version, and how far it has come. */
  record Staged(Served served, Stage stage) {}

  /** How far a version has come, whether an alias points at it or not. */
  Optional<Staged> find(ModelVersion version);

  /** The versions of a model that are approved, in the order of their numbers. */
  List<ModelVersion> approved(String modelName);

  /**
   * The bytes of a bundle, their hash verified.
   *
   * @throws ModelNotFound when no bundle has this hash
   * @throws DamagedBundle when the bytes are not what was registered
   */
  byte[] bundle(String sha256);
}
