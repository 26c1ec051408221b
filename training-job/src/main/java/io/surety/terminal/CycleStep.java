package io.surety.terminal;

import java.util.Locale;

/** The steps of a cycle, in their order. */
enum CycleStep {
  /** Loads what is new in the inbox, and computes the features of the users it touches. */
  INGEST,
  /** Links what became known of loans with the predictions that were made for them. */
  OUTCOMES,
  /** Computes logged features again. */
  CONSISTENCY,
  /** One look of the watch. */
  HEALTH,
  /** Trains, evaluates and registers a candidate, when a loan is new. */
  TRAIN,
  /** Drops the days of the log that the rule lets go. */
  RETENTION;

  /** As people type it. */
  String typed() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind of its runs. */
  String kind() {
    return "cycle-" + typed();
  }

  /**
   * What a step came to.
   *
   * @param well whether it did what it is for
   * @param found whether somebody has to look at what it found
   * @param message in a sentence
   */
  record Result(boolean well, boolean found, String message) {

    static Result done(String message) {
      return new Result(true, false, message);
    }

    static Result found(String message) {
      return new Result(true, true, message);
    }

    static Result failed(String message) {
      return new Result(false, false, message);
    }
  }
}
