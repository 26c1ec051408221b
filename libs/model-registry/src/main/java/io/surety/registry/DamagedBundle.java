package io.surety.registry;

/** The bytes of a bundle do not have the hash under which they are kept. */
public final class DamagedBundle extends RuntimeException {

  DamagedBundle(String sha256) {
    super(
        "The bundle "
            + sha256
            + " was changed after it was registered; restore the registry from a backup.");
  }
}
