package io.surety.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.spec.ModelSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChampionTest {

  private static final String CHAMPION =
      """
      {"person": ["birthday", "code_gender"],
       "split": {"salt": "a", "test_people": 0.3, "calibration_people": 0.2}}
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "split.test_people=0.3",
        "split.test_people=0.2",
        "split.calibration_people=0.4",
        "split.test_loans={from: 2020-05-01}",
        "maturity=P10D"
      })
  void isComparedWhereItCannotHaveTrainedOnTheTestPeople(String override) {
    assertThat(otherSplit(CHAMPION, override)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          split.salt=b                   | split.salt differs
          person=[birthday]              | person differs
          person=[code_gender, birthday] | person differs
          split.test_people=0.4          | split.test_people grew from 0.3 to 0.4
          """)
  void saysHowItMayHaveTrainedOnTheTestPeople(String override, String difference) {
    assertThat(otherSplit(CHAMPION, override)).contains(difference);
  }

  @Test
  void isNotTrustedWhenItsBundleDoesNotTellItsSplit() {
    assertThat(otherSplit("{}", "maturity=P10D")).contains("its bundle does not tell which");
  }

  /** A smaller test share of the same salt tests nobody whom the larger one trains on. */
  @Test
  void agreesWithTheDealThatASmallerShareTestsSomeOfTheSamePeople() {
    ModelSpec larger = spec("split.test_people=0.3");
    ModelSpec smaller = spec("split.test_people=0.2", "split.calibration_people=0.5");
    People before = new People(larger.split(), 2_000);
    People after = new People(smaller.split(), 2_000);
    for (int user = 0; user < 2_000; user++) {
      String[] columns = {Integer.toString(user)};
      before.add(user, columns);
      after.add(user, columns);
      if (after.side(user) == Side.TEST) {
        assertThat(before.side(user)).isEqualTo(Side.TEST);
      }
    }
  }

  private static Optional<String> otherSplit(String champion, String override) {
    return Champion.otherSplit(
        Evidence.read(champion), spec("split.salt=a", "person=[birthday, code_gender]", override));
  }

  private static ModelSpec spec(String... overrides) {
    return ModelSpec.read(Path.of("..", "models", "loan-risk.yaml"), List.of(overrides));
  }
}
