package io.surety.loans;

import io.surety.feature.UserId;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A loan for tests, and how it looks in a file. What a test does not say is the same for all. */
public record TestLoan(
    long loanId,
    long userId,
    LocalDate loanDate,
    double amount,
    LocalDate birthday,
    LocalDate jobStart,
    boolean ownsCar,
    String status) {

  /** The header of every file of loans, in the usual order. */
  public static final List<String> HEADER =
      LoanColumn.ALL.stream().map(LoanColumn::header).toList();

  /** A loan of this user on this day. */
  public static TestLoan of(long loanId, long userId, String loanDate, double amount) {
    return new TestLoan(
        loanId,
        userId,
        LocalDate.parse(loanDate),
        amount,
        LocalDate.of(1980, 2, 29),
        LocalDate.of(2010, 6, 1),
        true,
        "0");
  }

  public TestLoan withUser(long newUser) {
    return new TestLoan(loanId, newUser, loanDate, amount, birthday, jobStart, ownsCar, status);
  }

  public TestLoan withAmount(double newAmount) {
    return new TestLoan(loanId, userId, loanDate, newAmount, birthday, jobStart, ownsCar, status);
  }

  public TestLoan withStatus(String newStatus) {
    return new TestLoan(loanId, userId, loanDate, amount, birthday, jobStart, ownsCar, newStatus);
  }

  /** The user as an id. */
  public UserId user() {
    return new UserId(userId);
  }

  /** The values by column name. */
  Map<String, String> values() {
    Map<String, String> values = new TreeMap<>();
    HEADER.forEach(name -> values.put(name, "1"));
    values.put("loan_id", Long.toString(loanId));
    values.put("id", Long.toString(userId));
    values.put("code_gender", "F");
    values.put("flag_own_car", ownsCar ? "Y" : "N");
    values.put("flag_own_realty", "N");
    values.put("amt_income_total", "166500.0");
    values.put("name_income_type", "Working");
    values.put("name_education_type", "Secondary / secondary special");
    values.put("name_family_status", "Married");
    values.put("name_housing_type", "House / apartment");
    values.put("occupation_type", "");
    values.put("status", status);
    values.put("birthday", birthday.toString());
    values.put("job_start_date", jobStart.toString());
    values.put("loan_date", loanDate.toString());
    values.put("loan_amount", Double.toString(amount));
    return values;
  }

  /** The row of a file with the usual header. */
  public String row() {
    return row(Map.of());
  }

  /** The row with other text in some columns. */
  public String row(Map<String, String> other) {
    Map<String, String> values = values();
    values.putAll(other);
    return HEADER.stream().map(values::get).collect(Collectors.joining(","));
  }

  /** A whole file of these rows, with the usual header. */
  public static String file(Stream<String> rows) {
    return Stream.concat(Stream.of(String.join(",", HEADER)), rows)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** A whole file of these loans. */
  public static String file(TestLoan... loans) {
    return file(Stream.of(loans).map(TestLoan::row));
  }
}
