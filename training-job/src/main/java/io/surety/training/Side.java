package io.surety.training;

/** What a person is for. */
enum Side {
  TRAINING,
  CALIBRATION,
  TEST
}
