package io.surety.featurestore;

import static io.surety.feature.Basis.LATEST_LOAN;
import static io.surety.feature.Basis.NEXT_LOAN;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.feature.Feature;
import io.surety.feature.UserId;
import io.surety.loans.TestLoan;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link Features} promises. */
abstract class FeaturesContract {

  private static final UserId ANN = new UserId(7);
  private static final UserId BOB = new UserId(8);
  private static final UserId NOBODY = new UserId(999);

  /** Ann has two loans on one day after an earlier one, Bob a single loan and no job. */
  static final List<TestLoan> LOANS =
      List.of(
          TestLoan.of(10, 7, "2020-01-10", 100),
          TestLoan.of(30, 7, "2020-02-10", 200),
          new TestLoan(
              20,
              7,
              LocalDate.of(2020, 2, 10),
              600,
              LocalDate.of(1990, 1, 1),
              LocalDate.of(2019, 1, 1),
              false,
              "0"),
          new TestLoan(
              40,
              8,
              LocalDate.of(2021, 5, 5),
              50,
              LocalDate.of(2001, 5, 5),
              LocalDate.of(3021, 9, 18),
              false,
              ""));

  /** The features of {@link #LOANS}. */
  abstract Features features();

  @Test
  void describesTheLatestLoanWithTheGreatestIdOfItsDay() {
    UserFeatures found = find(ANN, "2020-02-10", LATEST_LOAN).orElseThrow();

    assertThat(found.loanDate()).isEqualTo(LocalDate.of(2020, 2, 10));
    assertThat(found.values().toArray()).containsExactly(1, 100, 39, 9, 1);
  }

  @Test
  void countsOnlyLoansBeforeTheDateForTheNextOne() {
    assertThat(find(ANN, "2020-02-10", NEXT_LOAN).orElseThrow().values().toArray())
        .containsExactly(1, 100, 39, 9, 1);
    assertThat(find(ANN, "2020-02-11", NEXT_LOAN).orElseThrow().values().toArray())
        .containsExactly(3, 300, 39, 9, 1);
  }

  @Test
  void countsYearsUntilTheDateThatIsAskedFor() {
    assertThat(find(ANN, "2030-02-10", LATEST_LOAN).orElseThrow().values().toArray())
        .containsExactly(1, 100, 49, 19, 1);
  }

  @Test
  void leavesOutWhatIsNotThere() {
    UserFeatures found = find(BOB, "2022-01-01", LATEST_LOAN).orElseThrow();

    assertThat(found.values().find(Feature.AVG_AMOUNT_LOANS_PREVIOUS)).isEmpty();
    assertThat(found.values().find(Feature.YEARS_ON_THE_JOB)).isEmpty();
    assertThat(found.values().find(Feature.NB_PREVIOUS_LOANS)).hasValue(0);
    assertThat(found.values().find(Feature.AGE)).hasValue(20);
    assertThat(found.values().find(Feature.FLAG_OWN_CAR)).hasValue(0);
  }

  @Test
  void doesNotKnowAUserBeforeTheFirstLoan() {
    assertThat(find(BOB, "2021-05-04", LATEST_LOAN)).isEmpty();
    assertThat(find(BOB, "2021-05-05", LATEST_LOAN)).isPresent();
    assertThat(find(BOB, "2021-05-05", NEXT_LOAN)).isEmpty();
    assertThat(find(BOB, "2021-05-06", NEXT_LOAN)).isPresent();
    assertThat(find(NOBODY, "2030-01-01", LATEST_LOAN)).isEmpty();
  }

  @Test
  void answersForManyUsersInTheOrderAsked() {
    LocalDate date = LocalDate.of(2022, 1, 1);

    List<Optional<UserFeatures>> found =
        features().findAll(List.of(BOB, NOBODY, ANN, BOB), date, LATEST_LOAN);

    assertThat(found)
        .containsExactly(
            features().find(BOB, date, LATEST_LOAN),
            Optional.empty(),
            features().find(ANN, date, LATEST_LOAN),
            features().find(BOB, date, LATEST_LOAN));
    assertThat(features().findAll(List.of(), date, NEXT_LOAN)).isEmpty();
  }

  private Optional<UserFeatures> find(UserId user, String asOf, io.surety.feature.Basis basis) {
    return features().find(user, LocalDate.parse(asOf), basis);
  }
}
