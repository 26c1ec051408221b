package io.surety.training;

import io.surety.feature.Feature;
import io.surety.spec.ModelSpec;
import io.surety.training.TrainingProgress.Step;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads what a training needs from a snapshot of the feature store. Features and loans come in two
 * streams and meet here by loan: that is three times as fast as a join in the database, which would
 * have to sort both.
 */
final class LoanReader {

  /** In the order of the primary key, so that nothing is sorted. */
  private static final String FEATURES =
      """
      SELECT loan_id, user_id, loan_date, nb_previous_loans, avg_amount_loans_previous,
             feature_store.years_between(birthday, loan_date),
             feature_store.years_between(job_start_date, loan_date),
             flag_own_car
      FROM loan_features
      ORDER BY user_id, loan_date, loan_id\
      """;

  private static final String COLUMNS =
      """
      SELECT attname FROM pg_attribute
      WHERE attrelid = 'loan'::regclass AND attnum > 0 AND NOT attisdropped\
      """;

  private static final int PEOPLE_AT_A_TIME = 50_000;

  private final Connection snapshot;
  private final ModelSpec spec;
  private final Pace pace;

  LoanReader(Connection snapshot, ModelSpec spec, TrainingProgress progress) {
    this.snapshot = snapshot;
    this.spec = spec;
    this.pace = new Pace(progress, Step.READING);
  }

  /** Every loan with its features, and its outcome where it is known. */
  LoanRows loans() throws SQLException {
    requireColumns();
    LoanRows rows = features(count());
    outcomes(rows);
    return rows;
  }

  /** Who each user is: the spec's person columns at the user's first loan. */
  People people(LoanRows rows) throws SQLException {
    People people = new People(spec.split(), rows.users());
    String columns =
        String.join(", ", spec.person().stream().map(column -> column + "::text").toList());
    long[] firstLoans = Arrays.stream(rows.firstOfUser).mapToLong(row -> rows.loan[row]).toArray();
    try (PreparedStatement statement =
        snapshot.prepareStatement(
            "SELECT user_id, " + columns + " FROM loan WHERE loan_id = ANY (?)")) {
      for (int from = 0; from < firstLoans.length; from += PEOPLE_AT_A_TIME) {
        int to = Math.min(firstLoans.length, from + PEOPLE_AT_A_TIME);
        Object[] some = Arrays.stream(firstLoans, from, to).boxed().toArray();
        statement.setArray(1, snapshot.createArrayOf("bigint", some));
        addPeople(statement, rows, people);
      }
    }
    return people;
  }

  private void addPeople(PreparedStatement statement, LoanRows rows, People people)
      throws SQLException {
    String[] values = new String[spec.person().size()];
    try (ResultSet found = statement.executeQuery()) {
      while (found.next()) {
        for (int i = 0; i < values.length; i++) {
          values[i] = found.getString(i + 2);
        }
        people.add(Arrays.binarySearch(rows.userIds, found.getLong(1)), values);
      }
    }
  }

  private LoanRows features(int count) throws SQLException {
    long[] loan = new long[count];
    int[] date = new int[count];
    double[] values = new double[count * LoanRows.FEATURES];
    int[] user = new int[count];
    long[] userIds = new long[count];
    int[] firstOfUser = new int[count];
    int row = 0;
    int users = 0;
    try (BinaryRows copy = BinaryRows.of(snapshot, FEATURES)) {
      while (copy.next()) {
        loan[row] = copy.readLong();
        long userId = copy.readLong();
        if (users == 0 || userIds[users - 1] != userId) {
          userIds[users] = userId;
          firstOfUser[users++] = row;
        }
        user[row] = users - 1;
        date[row] = copy.readDate();
        int at = row * LoanRows.FEATURES;
        values[at + Feature.NB_PREVIOUS_LOANS.ordinal()] = copy.readIntAsDouble();
        values[at + Feature.AVG_AMOUNT_LOANS_PREVIOUS.ordinal()] = copy.readDouble();
        values[at + Feature.AGE.ordinal()] = copy.readIntAsDouble();
        values[at + Feature.YEARS_ON_THE_JOB.ordinal()] = copy.readIntAsDouble();
        values[at + Feature.FLAG_OWN_CAR.ordinal()] = copy.readShort(0);
        pace.moved(++row, 2L * count);
      }
    }
    return new LoanRows(
        loan, date, values, user, Arrays.copyOf(userIds, users), Arrays.copyOf(firstOfUser, users));
  }

  private void outcomes(LoanRows rows) throws SQLException {
    LoanIndex index = new LoanIndex(rows.loan);
    Map<String, String> genders = new HashMap<>();
    String outcomes =
        "SELECT loan_id, %s::smallint, loan_amount, code_gender FROM loan"
            .formatted(spec.label().column());
    int read = 0;
    try (BinaryRows copy = BinaryRows.of(snapshot, outcomes)) {
      while (copy.next()) {
        long loan = copy.readLong();
        int row = index.find(loan);
        if (row < 0) {
          throw new IllegalStateException(
              "The loan %d has no features: the feature store is damaged.".formatted(loan));
        }
        rows.status[row] = outcome(loan, copy.readShort(LoanRows.UNKNOWN));
        rows.amount[row] = copy.readDouble();
        String gender = copy.readText();
        if (gender != null) {
          rows.gender[row] = genders.computeIfAbsent(gender, same -> same);
        }
        read++;
        pace.moved(rows.size() + read, 2L * rows.size());
      }
    }
    if (read != rows.size()) {
      throw new IllegalStateException(
          "There are features of %,d loans but %,d loans: the feature store is damaged."
              .formatted(rows.size(), read));
    }
  }

  private byte outcome(long loan, int value) {
    if (value != 0 && value != 1 && value != LoanRows.UNKNOWN) {
      throw new TrainingRefused(
          "The label %s is 0, 1 or not known, but for the loan %d it is %d."
              .formatted(spec.label().column(), loan, value));
    }
    return (byte) value;
  }

  private int count() throws SQLException {
    try (PreparedStatement statement =
            snapshot.prepareStatement("SELECT count(*) FROM loan_features");
        ResultSet count = statement.executeQuery()) {
      count.next();
      if (count.getLong(1) == 0) {
        throw new TrainingRefused(
            "There are no loans to train on; load some with the command ingest.");
      }
      return Math.toIntExact(count.getLong(1));
    }
  }

  private void requireColumns() throws SQLException {
    Set<String> known = new HashSet<>();
    try (PreparedStatement statement = snapshot.prepareStatement(COLUMNS);
        ResultSet columns = statement.executeQuery()) {
      while (columns.next()) {
        known.add(columns.getString(1));
      }
    }
    List<String> unknown =
        Stream.concat(Stream.of(spec.label().column()), spec.person().stream())
            .filter(column -> !known.contains(column))
            .toList();
    if (!unknown.isEmpty()) {
      throw new TrainingRefused(
          "The spec of %s names columns that a loan does not have: %s."
              .formatted(spec.name(), String.join(", ", unknown)));
    }
  }
}
