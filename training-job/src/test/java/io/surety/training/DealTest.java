package io.surety.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.spec.ModelSpec;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DealTest {

  private static final int USERS = 600;
  private static final int PERSONS = 200;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void putsNobodyOnTwoSides(long seed) {
    LoanRows rows = TestRows.random(seed, USERS);
    ModelSpec spec = spec();
    People people = TestRows.people(spec.split(), rows, PERSONS);
    Deal deal = Deal.of(rows, people, spec);

    assertThat(Sides.of(rows, people, deal)).isEqualTo(new Sides(0, 0));
    assertThat(deal.training().length + deal.calibration().length + deal.test().length)
        .isEqualTo(
            (int) (rows.size() - deal.immature() - deal.unknownOutcome() - deal.aside(rows)));
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void testsOnLaterLoansAndTrainsOnEarlierMatureOnesOfKnownOutcome(long seed) {
    LoanRows rows = TestRows.random(seed, USERS);
    ModelSpec spec = spec();
    Deal deal = Deal.of(rows, TestRows.people(spec.split(), rows, PERSONS), spec);

    assertThat(deal.matureUntil()).isEqualTo(rows.newest().minusDays(90));
    for (Side side : Side.values()) {
      for (int row : deal.rows(side)) {
        LocalDate date = LocalDate.ofEpochDay(rows.date[row]);
        assertThat(date).isBeforeOrEqualTo(deal.matureUntil());
        assertThat(rows.status[row]).isNotEqualTo(LoanRows.UNKNOWN);
        assertThat(date.isBefore(deal.testFrom())).isEqualTo(side != Side.TEST);
      }
    }
  }

  @Test
  void dealsAPersonToTheSameSideWhateverElseIsInTheData() {
    ModelSpec spec = spec();
    LoanRows few = TestRows.random(21, PERSONS);
    LoanRows many = TestRows.random(22, USERS);
    People early = TestRows.people(spec.split(), few, PERSONS);
    People late = TestRows.people(spec.split(), many, PERSONS);

    for (int user = 0; user < USERS; user++) {
      assertThat(late.side(user)).isEqualTo(early.side(user % PERSONS));
      assertThat(late.person(user)).isEqualTo(early.person(user % PERSONS));
    }
  }

  @Test
  void dealsAKnownPersonToAKnownSideInEveryRelease() {
    People people = new People(spec().split(), 4);
    List<Side> sides = new ArrayList<>();
    for (int user = 0; user < 4; user++) {
      people.add(user, new String[] {"1960-01-0" + (user + 1), "F", null});
      sides.add(people.side(user));
    }

    assertThat(people.person(0)).isEqualTo(KNOWN_PERSON);
    assertThat(sides).isEqualTo(KNOWN_SIDES);
  }

  /** Golden: when these change, champions have trained on the test people of new versions. */
  private static final long KNOWN_PERSON = -7101792036168619667L;

  private static final List<Side> KNOWN_SIDES =
      List.of(Side.TRAINING, Side.CALIBRATION, Side.TRAINING, Side.TRAINING);

  @Test
  void dealsOutRoughlyTheSharesOfTheSpecAndEverybodyAnewUnderAnotherSalt() {
    int people = 20_000;
    int[] counts = new int[Side.values().length];
    int moved = 0;
    People first = new People(spec().split(), people);
    People second = new People(spec("split.salt=another").split(), people);
    for (int user = 0; user < people; user++) {
      String[] columns = {Integer.toString(user)};
      first.add(user, columns);
      second.add(user, columns);
      counts[first.side(user).ordinal()]++;
      moved += first.side(user) == second.side(user) ? 0 : 1;
    }

    assertThat(counts[Side.TEST.ordinal()] / (double) people).isBetween(0.28, 0.32);
    assertThat(counts[Side.CALIBRATION.ordinal()] / (double) people).isBetween(0.18, 0.22);
    assertThat(moved).isGreaterThan(people / 2);
  }

  @Test
  void tellsAMissingTextFromAnEmptyOneAndOneColumnFromTheNext() {
    People people = new People(spec().split(), 4);
    people.add(0, new String[] {"ab", ""});
    people.add(1, new String[] {"a", "b"});
    people.add(2, new String[] {"ab", null});
    people.add(3, new String[] {"ab", ""});

    assertThat(List.of(people.person(1), people.person(2))).doesNotContain(people.person(0));
    assertThat(people.person(3)).isEqualTo(people.person(0));
  }

  @Test
  void testsFromTheGivenDateOn() {
    LoanRows rows = TestRows.random(31, USERS);
    ModelSpec spec = spec("split.test_loans={from: 2020-05-01}");
    Deal deal = Deal.of(rows, TestRows.people(spec.split(), rows, PERSONS), spec);

    assertThat(deal.testFrom()).isEqualTo(LocalDate.of(2020, 5, 1));
  }

  @Test
  void saysWhenNoLoanIsMature() {
    LoanRows rows = TestRows.random(41, USERS);
    ModelSpec spec = spec("maturity=P10Y");

    assertThatThrownBy(() -> Deal.of(rows, TestRows.people(spec.split(), rows, PERSONS), spec))
        .isInstanceOf(TrainingRefused.class)
        .hasMessageContaining("younger than the maturity of P10Y");
  }

  @Test
  void saysWhenASideKnowsOnlyOneOutcome() {
    LoanRows rows = TestRows.random(51, USERS);
    Arrays.fill(rows.status, (byte) 0);
    ModelSpec spec = spec();

    assertThatThrownBy(() -> Deal.of(rows, TestRows.people(spec.split(), rows, PERSONS), spec))
        .isInstanceOf(TrainingRefused.class)
        .hasMessageContaining("0 went bad, and both outcomes are needed");
  }

  private static ModelSpec spec(String... overrides) {
    return ModelSpec.read(Path.of("..", "models", "loan-risk.yaml"), List.of(overrides));
  }
}
