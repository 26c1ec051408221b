package io.surety.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models that XGBoost 1.6 to 3.4 wrote must score as the version that wrote them scored. */
class RecordedModelTest {

  static List<RecordedModel> models() {
    return RecordedModel.all();
  }

  static List<Path> refused() {
    return RecordedModel.refused();
  }

  @ParameterizedTest
  @MethodSource("models")
  void scoresAsTheVersionThatWroteIt(RecordedModel recorded) {
    Forest forest = Forest.read(recorded.model());
    double largest = 0;
    for (int row = 0; row < recorded.rows().size(); row++) {
      float expected = recorded.expectedMargin(row);
      float margin = forest.margin(recorded.rows().get(row));
      double scale = Math.max(1, Math.abs(expected));
      assertThat((double) margin)
          .as("row %d: %s", row, Arrays.toString(recorded.rows().get(row)))
          .isCloseTo(expected, within(1e-5 * scale));
      largest = Math.max(largest, Math.abs(margin - expected) / scale);
    }
    System.out.printf(
        "%s rows=%d largest_difference=%.2e%n", recorded, recorded.rows().size(), largest);
  }

  @ParameterizedTest
  @MethodSource("models")
  void tellsWhatTheFileSaysOfItself(RecordedModel recorded) {
    Forest forest = Forest.read(recorded.model());
    assertThat(recorded.name()).startsWith(forest.writtenBy() + "/");
    assertThat(forest.objective().xgboostName()).isEqualTo(recorded.objective());
    assertThat(forest.inputNames()).isEqualTo(recorded.inputNames());
    assertThat(forest.inputs()).isEqualTo(recorded.rows().getFirst().length);
    boolean categorical = recorded.name().matches(".*(one-hot|partition|frame).*");
    assertThat(forest.asksForCategories(0)).isEqualTo(categorical);
    assertThat(forest.asksForCategories(3)).isFalse();
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesDartHoweverTheVersionNamesIt(Path file) throws IOException {
    byte[] model = Files.readAllBytes(file);
    assertThatExceptionOfType(UnreadableForest.class)
        .isThrownBy(() -> Forest.read(model))
        .withMessageContaining("'dart'")
        .withMessageContaining("train it with the booster gbtree");
  }

  @Test
  void coversEveryObjectiveInBothFormatsOfEveryVersion() {
    var versions =
        models().stream()
            .collect(Collectors.groupingBy(model -> model.name().replaceFirst("/.*", "")));
    assertThat(versions.keySet())
        .contains("1.6.2", "1.7.6", "2.0.3", "2.1.4", "3.0.5", "3.1.3", "3.2.0", "3.3.0", "3.4.1");
    versions.forEach((version, models) -> {
      assertThat(models.stream().map(RecordedModel::objective).distinct())
          .as(version)
          .hasSize(Objective.values().length);
      assertThat(models.stream().map(model -> model.name().replaceFirst(".*\\.", "")).distinct())
          .as(version)
          .containsExactlyInAnyOrder("json", "ubj");
    });
  }
}
