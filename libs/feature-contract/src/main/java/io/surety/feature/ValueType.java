package io.surety.feature;

/** The kind of number that a feature holds. */
public enum ValueType {
  /** A whole number, written without a decimal point. */
  INTEGER,
  /** A real number. */
  REAL,
  /** 0 or 1. */
  FLAG
}
