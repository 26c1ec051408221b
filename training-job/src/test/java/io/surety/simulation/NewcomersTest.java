package io.surety.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.surety.simulation.SimulatedBook.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who comes later leans the wished way, and is otherwise like those before. */
class NewcomersTest {

  private static final LocalDate FROM = LocalDate.of(2021, 1, 1);
  private static final int DAYS = 365;
  private static final long FIRST_USER = 6_000_000;
  private static final long FIRST_LOAN = 900_000;
  private static final long SEED = 20_210_101;
  private static final SimulatedBook BEFORE = SimulatedBook.of(3_000, 1);

  @ParameterizedTest
  @CsvSource({"AMOUNT, 1", "AMOUNT, -0.5", "AGE, 0.5", "AGE, -1", "CAR, 1", "LOANS_BEFORE, 0.5"})
  void shiftsTheMeanByAsMuchAsWished(Trait trait, double by) {
    double[] before = values(BEFORE, trait);
    double mean = mean(before);
    double deviation = deviation(before, mean);

    SimulatedBook after = book(new Leaning(trait, mean, deviation, by), true);

    assertThat((mean(values(after, trait)) - mean) / deviation).isCloseTo(by, within(0.12));
    assertThat(after.rows().size()).isBetween(9_000, 11_000);
  }

  @Test
  void letsThemComeOneAfterTheOtherWithinTheDaysWished() {
    SimulatedBook book = book(usual(), true);

    assertThat(book.rows())
        .allSatisfy(
            row -> assertThat(row.date("loan_date")).isBetween(FROM, FROM.plusDays(DAYS - 1)));
    assertThat(book.byUser().keySet()).first().isEqualTo(FIRST_USER);
    assertThat(book.byUser()).hasSize((int) (drawn(usual()).lastUser() - FIRST_USER + 1));
    assertThat(book.rows().getFirst().whole("loan_id")).isEqualTo(FIRST_LOAN);
    assertThat(book.rows()).extracting(row -> row.whole("loan_id")).doesNotHaveDuplicates();
    assertThat(book.rows().size()).isEqualTo((int) drawn(usual()).loans());
  }

  @Test
  void givesEachOneLifeThatIsOnlyLater() {
    for (List<Row> loans : book(usual(), true).byUser().values()) {
      assertThat(loans).extracting(row -> row.date("birthday")).containsOnly(birthday(loans));
      assertThat(loans)
          .allSatisfy(
              row -> assertThat(row.date("loan_date")).isAfter(birthday(loans).plusYears(18)));
    }
  }

  private static LocalDate birthday(List<Row> loans) {
    return loans.getFirst().date("birthday");
  }

  @Test
  void paysAsOthersOfTheSameAmountsDid() {
    double before = badRateAmongLargeLoans(BEFORE);

    assertThat(badRateAmongLargeLoans(book(usual(), true))).isCloseTo(before, within(0.04));
  }

  private static double badRateAmongLargeLoans(SimulatedBook book) {
    List<Row> large = book.rows().stream().filter(row -> row.real("loan_amount") > 140).toList();
    assertThat(large).hasSizeGreaterThan(500);
    return (double) large.stream().filter(Row::unpaid).count() / large.size();
  }

  @Test
  void tellsTheSameLoansWithoutAndWithWhatBecameOfThem() {
    SimulatedBook without = book(usual(), false);
    SimulatedBook with = book(usual(), true);

    assertThat(without.rows()).allSatisfy(row -> assertThat(row.text("status")).isEmpty());
    assertThat(with.rows()).allSatisfy(row -> assertThat(row.text("status")).isIn("0", "1"));
    assertThat(without.rows().stream().map(NewcomersTest::butStatus))
        .isEqualTo(with.rows().stream().map(NewcomersTest::butStatus).toList());
  }

  private static Map<String, String> butStatus(Row row) {
    Map<String, String> others = new HashMap<>(row.columns());
    others.remove("status");
    return others;
  }

  @Test
  void leansInTwoTraitsAtOnce() {
    Leaning amount = leaning(Trait.AMOUNT, 0.7);
    Leaning age = leaning(Trait.AGE, -0.5);

    SimulatedBook book = book(List.of(amount, age), true);

    assertThat(shift(book, amount)).isCloseTo(0.7, within(0.15));
    assertThat(shift(book, age)).isCloseTo(-0.5, within(0.15));
  }

  private static double shift(SimulatedBook book, Leaning leaning) {
    return (mean(values(book, leaning.trait())) - leaning.mean()) / leaning.deviation();
  }

  @Test
  void refusesWhatNobodyIs() {
    Newcomers.Wish wish = wish(List.of(leaning(Trait.AGE, 3)));

    assertThatThrownBy(() -> Newcomers.draw(wish))
        .isInstanceOf(TooFar.class)
        .hasMessageContaining("shift by less, or the other way");
  }

  private static Leaning usual() {
    return leaning(Trait.AMOUNT, 1);
  }

  private static Leaning leaning(Trait trait, double by) {
    double[] before = values(BEFORE, trait);
    return new Leaning(trait, mean(before), deviation(before, mean(before)), by);
  }

  private static Newcomers.Wish wish(List<Leaning> leanings) {
    return new Newcomers.Wish(leanings, 10_000, FROM, DAYS, FIRST_USER, FIRST_LOAN, SEED);
  }

  private static Newcomers drawn(Leaning leaning) {
    return Newcomers.draw(wish(List.of(leaning)));
  }

  private static SimulatedBook book(Leaning leaning, boolean told) {
    return book(List.of(leaning), told);
  }

  private static SimulatedBook book(List<Leaning> leanings, boolean told) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      Newcomers.draw(wish(leanings)).write(out, told);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return SimulatedBook.read(out.toByteArray());
  }

  /** By loan, as a feature store would count it. */
  private static double[] values(SimulatedBook book, Trait trait) {
    if (trait == Trait.LOANS_BEFORE) {
      return book.byUser().values().stream()
          .flatMapToDouble(loans -> IntStream.range(0, loans.size()).asDoubleStream())
          .toArray();
    }
    ToDoubleFunction<Row> value =
        switch (trait) {
          case AMOUNT -> row -> row.real("loan_amount");
          case AGE ->
              row ->
                  (row.date("loan_date").toEpochDay() - row.date("birthday").toEpochDay()) / 365.0;
          case CAR -> row -> row.text("flag_own_car").equals("Y") ? 1 : 0;
          case LOANS_BEFORE, YEARS_ON_THE_JOB -> throw new IllegalArgumentException();
        };
    return book.rows().stream().mapToDouble(value).toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double deviation(double[] values, double mean) {
    return Math.sqrt(
        Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum() / values.length);
  }
}
