package io.surety.training;

import io.surety.feature.Feature;
import io.surety.spec.Split;
import java.util.Arrays;
import java.util.Random;

/** Hand-made loans for tests without a database. */
final class TestRows {

  private TestRows() {}

  /** Users with some loans each; features are what the loans of earlier days say. */
  static LoanRows random(long seed, int users) {
    Random random = new Random(seed);
    int[] loansOf = random.ints(users, 1, 12).toArray();
    int size = Arrays.stream(loansOf).sum();
    long[] loan = new long[size];
    int[] date = new int[size];
    int[] user = new int[size];
    long[] userIds = new long[users];
    int[] first = new int[users];
    double[] features = new double[size * LoanRows.FEATURES];
    double[] amount = new double[size];
    byte[] status = new byte[size];
    int row = 0;
    for (int u = 0; u < users; u++) {
      userIds[u] = 100 + 3L * u;
      first[u] = row;
      int[] dates = random.ints(loansOf[u], 18_000, 18_700).sorted().toArray();
      for (int i = 0; i < dates.length; i++, row++) {
        loan[row] = 1_000L + row;
        user[row] = u;
        date[row] =
            i > 0 && random.nextInt(4) == 0
                ? date[row - 1]
                : Math.max(dates[i], i > 0 ? date[row - 1] : 0);
        amount[row] = 100 + random.nextInt(100);
        status[row] = (byte) (random.nextInt(20) == 0 ? -1 : random.nextInt(10) == 0 ? 1 : 0);
        fill(features, row, first[u], date, amount, random);
      }
    }
    LoanRows rows = new LoanRows(loan, date, features, user, userIds, first);
    System.arraycopy(amount, 0, rows.amount, 0, size);
    System.arraycopy(status, 0, rows.status, 0, size);
    return rows;
  }

  private static void fill(
      double[] features, int row, int first, int[] date, double[] amount, Random random) {
    int earlier = 0;
    double sum = 0;
    for (int other = first; other < row; other++) {
      if (date[other] < date[row]) {
        earlier++;
        sum += amount[other];
      }
    }
    int at = row * LoanRows.FEATURES;
    features[at + Feature.NB_PREVIOUS_LOANS.ordinal()] = earlier;
    features[at + Feature.AVG_AMOUNT_LOANS_PREVIOUS.ordinal()] =
        earlier == 0 ? Double.NaN : sum / earlier;
    features[at + Feature.AGE.ordinal()] = 20 + random.nextInt(50);
    features[at + Feature.YEARS_ON_THE_JOB.ordinal()] =
        random.nextInt(5) == 0 ? Double.NaN : random.nextInt(30);
    features[at + Feature.FLAG_OWN_CAR.ordinal()] = random.nextInt(2);
  }

  /** So many different people, each of whom is several users. */
  static People people(Split split, LoanRows rows, int persons) {
    People people = new People(split, rows.users());
    for (int user = 0; user < rows.users(); user++) {
      int person = user % persons;
      people.add(user, new String[] {"19" + person, person % 7 == 0 ? null : "clerk"});
    }
    return people;
  }
}
