package io.surety.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaseMarginsTest {

  private static final XgboostVersion OLD = new XgboostVersion(1, 6, 0);
  private static final XgboostVersion NEW = new XgboostVersion(3, 2, 0);

  private static float[] read(String baseScore, Objective objective, XgboostVersion version) {
    ModelObject parameters = new ModelObject("param", Map.of("base_score", baseScore));
    return BaseMargins.read(parameters, objective, version);
  }

  @Test
  void goesThroughTheLinkOfTheObjective() {
    assertThat(read("2.5E-1", Objective.BINARY_LOGISTIC, OLD)).containsExactly(-1.0986123f);
    assertThat(read("5E-1", Objective.REG_GAMMA, OLD)).containsExactly(-0.6931472f);
    assertThat(read("5E-1", Objective.REG_TWEEDIE, OLD)).containsExactly(-0.6931472f);
    assertThat(read("5E-1", Objective.COUNT_POISSON, OLD)).containsExactly(-0.6931472f);
    assertThat(read("-7", Objective.REG_SQUAREDERROR, OLD)).containsExactly(-7);
  }

  @Test
  void readsOneNumberForAllClassesOrOneForEach() {
    assertThat(read("5E-1", Objective.MULTI_SOFTPROB, OLD)).containsExactly(0.5f, 0.5f);
    assertThat(read("[5E-1]", Objective.MULTI_SOFTPROB, NEW)).containsExactly(0.5f, 0.5f);
    assertThat(read("[-1E-1,1E-1]", Objective.MULTI_SOFTPROB, NEW)).containsExactly(-0.1f, 0.1f);
    assertThat(read("[5E-1]", Objective.BINARY_LOGISTIC, NEW)).containsExactly(-0.0f);
  }

  @Test
  void keepsCertaintyFromBeingInfiniteAsXgboostDoesSinceVersionThreeTwo() {
    assertThat(read("[0E0]", Objective.BINARY_LOGISTIC, NEW)[0]).isBetween(-13.82f, -13.81f);
    assertThat(read("[1E0]", Objective.BINARY_LOGISTIC, NEW)[0]).isBetween(13.7f, 13.9f);
    assertThatExceptionOfType(UnreadableForest.class)
        .isThrownBy(() -> read("0E0", Objective.BINARY_LOGISTIC, OLD))
        .withMessage(
            "The forest's param.base_score '0E0' is out of the range of what binary:logistic"
                + " predicts.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "NaN", "Infinity", "1E99", "0x1p3", "[1,]", "[1", "a", "1 2"})
  void refusesWhatIsNoFiniteNumber(String baseScore) {
    assertThatExceptionOfType(UnreadableForest.class)
        .isThrownBy(() -> read(baseScore, Objective.REG_SQUAREDERROR, NEW))
        .withMessageContaining("param.base_score");
  }

  @Test
  void refusesAnotherNumberOfClasses() {
    assertThatExceptionOfType(UnreadableForest.class)
        .isThrownBy(() -> read("[1,2,3]", Objective.MULTI_SOFTPROB, NEW))
        .withMessage("The forest's param.base_score has 3 numbers for 2 classes.");
  }
}
