package io.surety.registry;

import java.util.List;
import java.util.Optional;

/** What is served now: all that a prediction service needs to know of the registry. */
public interface ServedModels {

  /** A version and the hash of its bundle. */
  record Served(ModelVersion version, String sha256) {}

  /** The version that an alias points at now. Cheap enough to ask several times a second. */
  Optional<Served> find(String modelName, Alias alias);

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
