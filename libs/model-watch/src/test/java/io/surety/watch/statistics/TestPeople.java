package io.surety.watch.statistics;

import java.util.stream.LongStream;

/** Who borrowed, where a test cares for little else. */
final class TestPeople {

  private TestPeople() {}

  /** Every loan has its own borrower. */
  static People oneALoan(boolean[] label) {
    return People.of(LongStream.range(0, label.length).toArray(), label);
  }
}
