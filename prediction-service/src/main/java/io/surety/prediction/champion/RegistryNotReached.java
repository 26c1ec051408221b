package io.surety.prediction.champion;

/** Since the service started, the registry could not be asked which model is champion. */
public final class RegistryNotReached extends RuntimeException {

  RegistryNotReached() {
    super("The registry has not been reached yet.", null, false, false);
  }
}
