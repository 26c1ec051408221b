package io.surety.loans;

/** Hears how far a long ingest is. Called on the ingesting thread, a few times a second at most. */
public interface Progress {

  /** Hears nothing. */
  Progress SILENT = _ -> {};

  /** So many rows of the file have been read. */
  void rows(long read);

  /** The rows are read, and the features of the users they touch are being computed. */
  default void computingFeatures() {}
}
