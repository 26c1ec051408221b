package io.surety.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.feature.Feature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PointInTimeTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void passesFeaturesThatFollowFromEarlierDays(long seed) {
    LoanRows rows = TestRows.random(seed, 300);

    assertThat(PointInTime.requireNoFuture(rows)).isEqualTo(rows.size());
  }

  @Test
  void catchesACountThatIncludesALoanOfTheSameDay() {
    LoanRows rows = TestRows.random(4, 300);
    rows.features[7 * LoanRows.FEATURES + Feature.NB_PREVIOUS_LOANS.ordinal()]++;

    assertThatThrownBy(() -> PointInTime.requireNoFuture(rows))
        .isInstanceOf(TrainingRefused.class)
        .hasMessageContaining("The features of the loan 1007 do not follow from the loans before");
  }

  @Test
  void catchesAMeanThatIncludesTheLoanItself() {
    LoanRows rows = TestRows.random(5, 300);
    rows.features[11 * LoanRows.FEATURES + Feature.AVG_AMOUNT_LOANS_PREVIOUS.ordinal()] = 123.4;

    assertThatThrownBy(() -> PointInTime.requireNoFuture(rows))
        .isInstanceOf(TrainingRefused.class)
        .hasMessageContaining("loan 1011");
  }
}
