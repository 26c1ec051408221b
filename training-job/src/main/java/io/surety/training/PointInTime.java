package io.surety.training;

import io.surety.feature.Feature;

/**
 * Proves that no feature looks ahead: counts and means of previous loans are computed again from
 * loans of strictly earlier days alone, and must be the ones that the feature store gave.
 */
final class PointInTime {

  /** Means are sums of doubles, and the database may have added them in another order. */
  private static final double TOLERANCE = 1e-9;

  private PointInTime() {}

  /** Checks every loan; returns how many. */
  static long requireNoFuture(LoanRows rows) {
    int earlier = 0;
    double earlierSum = 0;
    double daySum = 0;
    for (int row = 0, first = 0, day = 0; row < rows.size(); row++) {
      boolean newUser = row == 0 || rows.user[row] != rows.user[row - 1];
      if (newUser) {
        first = row;
        earlierSum = 0;
        daySum = 0;
      }
      if (newUser || rows.date[row] != rows.date[row - 1]) {
        day = row;
        earlier = day - first;
        earlierSum += daySum;
        daySum = 0;
      }
      requireEqual(rows, row, earlier, earlier == 0 ? Double.NaN : earlierSum / earlier);
      daySum += rows.amount[row];
    }
    return rows.size();
  }

  private static void requireEqual(LoanRows rows, int row, int earlier, double mean) {
    double countGiven = rows.feature(row, Feature.NB_PREVIOUS_LOANS);
    double meanGiven = rows.feature(row, Feature.AVG_AMOUNT_LOANS_PREVIOUS);
    boolean meansAgree =
        Double.isNaN(mean)
            ? Double.isNaN(meanGiven)
            : Math.abs(mean - meanGiven) <= TOLERANCE * Math.max(1, Math.abs(mean));
    if (countGiven != earlier || !meansAgree) {
      throw new TrainingRefused(
          ("The features of the loan %d do not follow from the loans before it: the store says %s"
                  + " previous loans of mean %s, but there are %d of mean %s.")
              .formatted(rows.loan[row], countGiven, meanGiven, earlier, mean));
    }
  }
}
