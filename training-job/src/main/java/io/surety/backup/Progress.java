package io.surety.backup;

/** Hears how far a backup or a restore has come. */
@FunctionalInterface
public interface Progress {

  /** So many bytes of this table have gone through. */
  void at(String table, long bytes);
}
