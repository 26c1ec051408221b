package io.surety.terminal;

import io.surety.spec.ModelSpec;
import java.time.LocalDate;

/**
 * When the newcomers of a drill borrow, and how much of it: so much that the loans on which the
 * next version is tried are all theirs, because it is watched against those.
 *
 * @param loans about how many
 * @param from the first day
 * @param days from the first day to the last
 * @param settledUntil the last day of which a training will know the outcome
 */
record DrillBook(long loans, LocalDate from, int days, LocalDate settledUntil) {

  private static final int YEAR = 365;

  /** More than the part that is tested, so that the next version also learns from them. */
  private static final double MORE = 1.3;

  /** In their first months fewer borrow than later on. */
  private static final double BEGINNING = 0.85;

  private static final long FEWEST_LOANS = 2_000;

  /** The book that follows on a ledger. */
  static DrillBook after(DrillGround.Ledger ledger, ModelSpec spec, LocalDate today) {
    LocalDate newest = ledger.newest();
    int maturity =
        Math.toIntExact(newest.toEpochDay() - newest.minus(spec.maturity()).toEpochDay());
    int days = Math.max(YEAR, maturity + YEAR / 2);
    LocalDate last = newest.plusDays(days);
    if (last.isAfter(today)) {
      throw new CommandFailed(
          "The simulated loans reach until %s, and those of another drill would lie in the future; begin anew with an empty data directory."
              .formatted(newest));
    }
    double settled = BEGINNING * (days - maturity) / days;
    double tested = tested(spec) / (1 - tested(spec)) * ledger.loans();
    return new DrillBook(
        Math.max(FEWEST_LOANS, Math.round(MORE * tested / settled)),
        newest.plusDays(1),
        days,
        last.minus(spec.maturity()));
  }

  private static double tested(ModelSpec spec) {
    return spec.split()
        .testLoans()
        .latest()
        .orElseThrow(() ->
            new CommandFailed(
                "The spec tries models on the loans since a fixed day, so the next version would be watched against people of before the drift; give --set split.test_loans.latest=0.35 or the like."));
  }
}
