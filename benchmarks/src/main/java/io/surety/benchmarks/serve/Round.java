package io.surety.benchmarks.serve;

import io.surety.benchmarks.load.LoadOutcome;

/**
 * One round on one target.
 *
 * @param cpu microseconds of processor time for each request
 */
record Round(LoadOutcome load, Cpu cpu) {

  /** Where the time went; NaN where the system does not tell. */
  record Cpu(double predictions, double features, double database, double client) {

    double server() {
      return predictions + features + database;
    }
  }
}
