package io.surety.evaluation;

import java.util.Arrays;

/** Who borrowed, where a test cares for little else. */
final class TestPeople {

  private TestPeople() {}

  /** Loans of these people that all score 0.5. */
  static ScoredLoans loans(boolean[] label, long[] person) {
    double[] score = new double[label.length];
    Arrays.fill(score, 0.5);
    String[] gender = new String[label.length];
    Arrays.fill(gender, "F");
    return new ScoredLoans(label, score, score, person, gender, new int[label.length]);
  }
}
