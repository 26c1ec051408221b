package io.surety.delivery.compose;

import io.surety.delivery.freight.Export;
import io.surety.delivery.freight.Images;
import io.surety.delivery.stages.Environment;
import java.nio.file.Path;

/** What Docker Compose runs on this machine, one for each environment. */
public interface Stack {

  /**
   * Brings images and export in, and waits until both services are ready.
   *
   * @param file where the export lies
   */
  void deploy(Environment environment, Images images, Export export, Path file);

  /** Scores the example record and compares the answer. */
  void smoke(Environment environment);

  /** Starts a second prediction service that serves the alias canary, and watches it. */
  void canary(Environment environment, Images images, Export export, Path file);

  /** Makes what the canary serves what everybody gets, without a request that fails. */
  void promote(Environment environment, Images images, Export export, Path file);

  /** Takes the canary away. */
  void withdraw(Environment environment);

  /** Goes back to the images from before the last deployment. */
  void rollback(Environment environment);
}
