package io.surety.training;

import io.surety.spec.ModelSpec;
import io.surety.spec.TestLoans;
import io.surety.watch.statistics.EffectiveRows;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Which loans train, calibrate and test. Test people are tested on their loans from a date on; the
 * others train and calibrate on their loans before it; whatever is too young, or has no known
 * outcome, is left out.
 *
 * @param training rows, ascending; so are the others
 */
@SuppressWarnings("ArrayRecordComponent") // rows of one training, never compared
record Deal(
    int[] training,
    int[] calibration,
    int[] test,
    LocalDate matureUntil,
    LocalDate testFrom,
    long unknownOutcome,
    long immature) {

  /** Deals out the loans, or says why they cannot be dealt. */
  static Deal of(LoanRows rows, People people, ModelSpec spec) {
    LocalDate matureUntil = rows.newest().minus(spec.maturity());
    int lastMature = Math.toIntExact(matureUntil.toEpochDay());
    IntPredicate mature = row -> rows.date[row] <= lastMature;
    IntPredicate usable = row -> mature.test(row) && rows.status[row] != LoanRows.UNKNOWN;
    int immature = count(rows, mature.negate());
    int usableCount = count(rows, usable);
    if (usableCount == 0) {
      throw new TrainingRefused(
          ("None of the %,d loans is old enough, with a known outcome, to learn from: %,d are"
                  + " younger than the maturity of %s, counted back from the newest loan of %s.")
              .formatted(rows.size(), immature, spec.maturity(), rows.newest()));
    }
    LocalDate testFrom = testFrom(rows, usable, usableCount, spec.split().testLoans());
    int firstTested = Math.toIntExact(testFrom.toEpochDay());
    Deal deal =
        new Deal(
            select(rows, usable, row -> isOn(Side.TRAINING, rows, people, row, firstTested)),
            select(rows, usable, row -> isOn(Side.CALIBRATION, rows, people, row, firstTested)),
            select(rows, usable, row -> isOn(Side.TEST, rows, people, row, firstTested)),
            matureUntil,
            testFrom,
            (long) rows.size() - immature - usableCount,
            immature);
    for (Side side : Side.values()) {
      deal.requireBothOutcomes(rows, side);
    }
    return deal;
  }

  int[] rows(Side side) {
    return switch (side) {
      case TRAINING -> training;
      case CALIBRATION -> calibration;
      case TEST -> test;
    };
  }

  /** Loans that are on nobody's side: of test people too early, of the others too late. */
  long aside(LoanRows rows) {
    return rows.size()
        - immature
        - unknownOutcome
        - training.length
        - calibration.length
        - test.length;
  }

  Provenance.Group group(LoanRows rows, People people, Side side) {
    int[] members = rows(side);
    long[] persons =
        Arrays.stream(members).mapToLong(row -> people.person(rows.user[row])).toArray();
    return new Provenance.Group(
        members.length,
        bad(rows, members),
        Arrays.stream(persons).distinct().count(),
        EffectiveRows.of(persons));
  }

  private void requireBothOutcomes(LoanRows rows, Side side) {
    int[] members = rows(side);
    long bad = bad(rows, members);
    if (bad == 0 || bad == members.length) {
      throw new TrainingRefused(
          ("There is too little to learn from: of the %,d loans for %s, %,d went bad, and both"
                  + " outcomes are needed. Test loans are those from %s on; loans after %s are too"
                  + " young.")
              .formatted(
                  members.length,
                  side.name().toLowerCase(Locale.ROOT),
                  bad,
                  testFrom,
                  matureUntil));
    }
  }

  private static boolean isOn(Side side, LoanRows rows, People people, int row, int firstTested) {
    return people.side(rows.user[row]) == side
        && (side == Side.TEST) == (rows.date[row] >= firstTested);
  }

  /** The given date, or the one from which on the given share of the usable loans lies. */
  private static LocalDate testFrom(
      LoanRows rows, IntPredicate usable, int usableCount, TestLoans testLoans) {
    return testLoans
        .from()
        .orElseGet(() -> {
          int[] dates =
              IntStream.range(0, rows.size()).filter(usable).map(r -> rows.date[r]).toArray();
          Arrays.sort(dates);
          double latest = testLoans.latest().orElseThrow();
          int at = Math.min(usableCount - 1, (int) Math.round((1 - latest) * usableCount));
          return LocalDate.ofEpochDay(dates[at]);
        });
  }

  private static int[] select(LoanRows rows, IntPredicate usable, IntPredicate chosen) {
    return IntStream.range(0, rows.size()).filter(usable).filter(chosen).toArray();
  }

  private static int count(LoanRows rows, IntPredicate counted) {
    return (int) IntStream.range(0, rows.size()).filter(counted).count();
  }

  private static long bad(LoanRows rows, int[] members) {
    return Arrays.stream(members).filter(row -> rows.status[row] == 1).count();
  }
}
