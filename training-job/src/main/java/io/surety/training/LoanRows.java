package io.surety.training;

import io.surety.feature.Feature;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * Every loan that is known, as columns: by ascending user, then date, then loan. A loan is an index
 * below {@link #size}; arrays instead of objects keep 780 thousand of them in 60 MB.
 */
final class LoanRows {

  /** What {@link #status} says of a loan whose outcome is not known yet. */
  static final byte UNKNOWN = -1;

  static final int FEATURES = Feature.values().length;

  final long[] loan;
  final double[] amount;

  /** Days since 1970-01-01. */
  final int[] date;

  /** 1 is what the spec's label means, 0 is not, {@link #UNKNOWN} is not known yet. */
  final byte[] status;

  /** As the loan table spells it, empty where it does not say; one object for each spelling. */
  final String[] gender;

  /** The features of all loans one after another, in the order of {@link Feature}. */
  final double[] features;

  /** The number of the borrower among the users, from 0. */
  final int[] user;

  /** Ascending. */
  final long[] userIds;

  /** The first loan of each user. */
  final int[] firstOfUser;

  LoanRows(
      long[] loan, int[] date, double[] features, int[] user, long[] userIds, int[] firstOfUser) {
    this.loan = loan;
    this.date = date;
    this.features = features;
    this.user = user;
    this.userIds = userIds;
    this.firstOfUser = firstOfUser;
    this.amount = new double[loan.length];
    this.status = new byte[loan.length];
    this.gender = new String[loan.length];
    Arrays.fill(gender, "");
  }

  int size() {
    return loan.length;
  }

  int users() {
    return userIds.length;
  }

  double feature(int row, Feature feature) {
    return features[row * FEATURES + feature.ordinal()];
  }

  /** The newest loan date known. */
  LocalDate newest() {
    return LocalDate.ofEpochDay(Arrays.stream(date).max().orElseThrow());
  }
}
