package io.surety.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.simulation.SimulatedBook.Row;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The book tells of people, and the numbers of the real file are recognisable in it. */
class PeopleAndMoneyTest {

  private static final String NO_JOB = "3021-09-18";
  private static final Set<String> CHANGES_BY_LOAN =
      Set.of("loan_id", "id", "status", "loan_date", "loan_amount");

  private static SimulatedBook book;

  @BeforeAll
  static void simulate() {
    long seed = 20_190_101;
    System.err.println("simulated people and money with seed " + seed);
    book = SimulatedBook.of(3_000, seed);
  }

  @Test
  void lendsAsOftenAsTheRealLender() {
    Collection<List<Row>> users = book.byUser().values();

    assertThat(users).allSatisfy(loans -> assertThat(loans).hasSizeBetween(1, 61));
    assertThat(users).anySatisfy(loans -> assertThat(loans).hasSize(1));
    assertThat(users.stream().mapToInt(List::size).average().orElseThrow()).isBetween(18.0, 25.0);
  }

  @Test
  void isPaidLateAboutOnceInSixteen() {
    assertThat(unpaid(row -> true)).isBetween(0.05, 0.07);
  }

  @Test
  void isPaidAsWellInTheSecondYearAsInTheFirst() {
    LocalDate settled = LocalDate.of(2019, 7, 1);
    LocalDate middle = LocalDate.of(2020, 4, 1);

    double earlier =
        unpaid(row ->
            !row.date("loan_date").isBefore(settled) && row.date("loan_date").isBefore(middle));
    double later = unpaid(row -> !row.date("loan_date").isBefore(middle));

    assertThat(later / earlier).isBetween(0.85, 1.15);
  }

  @Test
  void knowsPensionersAndJobsThatBeginAfterTheLoan() {
    assertThat(share(row -> row.text("job_start_date").equals(NO_JOB))).isBetween(0.13, 0.21);
    assertThat(
            share(row ->
                !row.text("job_start_date").equals(NO_JOB)
                    && row.date("job_start_date").isAfter(row.date("loan_date"))))
        .isBetween(0.10, 0.20);
  }

  @Test
  void lendsSeveralTimesOnSomeDays() {
    Set<String> days = new HashSet<>();
    long again =
        book.rows().stream()
            .filter(row -> !days.add(row.text("id") + " " + row.text("loan_date")))
            .count();

    assertThat((double) again / book.rows().size()).isBetween(0.01, 0.12);
  }

  @Test
  void meetsSomePeopleUnderSeveralIds() {
    Set<Object> people = new HashSet<>();
    for (Row row : book.rows()) {
      people.add(
          row.columns().entrySet().stream()
              .filter(column -> !CHANGES_BY_LOAN.contains(column.getKey()))
              .toList());
    }

    assertThat(people.size() / 3_000.0).isBetween(0.65, 0.90);
  }

  @Test
  void isPaidLateMoreOftenByTheHardPressed() {
    double usual = unpaid(row -> true);

    assertThat(unpaid(row -> row.real("loan_amount") > 160)).isGreaterThan(1.8 * usual);
    assertThat(unpaid(row -> row.real("loan_amount") < 110)).isLessThan(0.5 * usual);
    assertThat(unpaid(row -> jobOlderThan(row, 0) && !jobOlderThan(row, 1)))
        .isGreaterThan(1.3 * usual);
    assertThat(unpaid(row -> jobOlderThan(row, 5))).isLessThan(0.9 * usual);
    assertThat(unpaid(row -> row.text("flag_own_car").equals("Y"))).isLessThan(0.9 * usual);
  }

  @Test
  void treatsWomenAndMenAlike() {
    assertThat(
            unpaid(row -> row.text("code_gender").equals("F"))
                / unpaid(row -> row.text("code_gender").equals("M")))
        .isBetween(0.75, 1.33);
  }

  private static boolean jobOlderThan(Row row, int years) {
    return !row.text("job_start_date").equals(NO_JOB)
        && row.date("job_start_date").isBefore(row.date("loan_date").minusYears(years));
  }

  private static double share(Predicate<Row> which) {
    return (double) book.rows().stream().filter(which).count() / book.rows().size();
  }

  private static double unpaid(Predicate<Row> which) {
    return book.rows().stream()
        .filter(which)
        .mapToInt(row -> row.unpaid() ? 1 : 0)
        .average()
        .orElseThrow();
  }
}
