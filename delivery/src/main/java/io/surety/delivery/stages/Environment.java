package io.surety.delivery.stages;

import java.util.Locale;

/** Where a delivery goes, in the order of going there. */
public enum Environment {
  DEV,
  TEST,
  PROD;

  /** As it is typed and as it is part of names. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
