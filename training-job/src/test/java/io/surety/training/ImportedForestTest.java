package io.surety.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.bundle.Identity;
import io.surety.bundle.Scorer;
import io.surety.forest.Forest;
import io.surety.spec.ModelSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The models were written by {@code src/test/python/record_imported_models.py}. */
class ImportedForestTest {

  private static final Path FOLDER = Path.of("src", "test", "resources", "imported");
  private static final ModelSpec SPEC =
      ModelSpec.read(Path.of("..", "models", "loan-risk.yaml"), List.of());

  private final LoanDataset loans = GrownForestTest.dataset(TestRows.random(7, 2_000));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "logistic-1.6.2.json",
        "logistic-3.4.1.json",
        "logistic-3.4.1.ubj",
        "two-classes-3.4.1.ubj"
      })
  void isScoredAsNativeXgboostScoresItWhicheverVersionWroteIt(String file) {
    byte[] ubjson = read(file).ubjsonFor(SPEC);
    Scorer scorer = new Scorer(Forest.read(ubjson), 1, new Identity(), SPEC.policy());

    float[] margins = new NativeModel(ubjson).margins(loans);

    assertThat(NativeMargins.requireAgreement(margins, scorer, loans)).isLessThan(1e-6);
  }

  @Test
  void readsTheSameModelFromJsonAndFromUbjson() {
    Forest json = Forest.read(read("logistic-3.4.1.json").ubjsonFor(SPEC));
    Forest ubjson = Forest.read(read("logistic-3.4.1.ubj").ubjsonFor(SPEC));

    for (int loan = 0; loan < loans.size(); loan++) {
      double[] row = loans.row(loan);
      assertThat(json.margin(row)).isEqualTo(ubjson.margin(row));
    }
  }

  @Test
  void keepsAUbjsonFileAsItIs() throws IOException {
    assertThat(read("logistic-3.4.1.ubj").ubjsonFor(SPEC))
        .isEqualTo(Files.readAllBytes(FOLDER.resolve("logistic-3.4.1.ubj")));
  }

  @Test
  void tellsWhereItCameFrom() {
    Provenance.Imported origin = read("logistic-1.6.2.json").origin();

    assertThat(origin.file()).isEqualTo("logistic-1.6.2.json");
    assertThat(origin.writtenBy()).isEqualTo("XGBoost 1.6.2");
    assertThat(origin.objective()).isEqualTo("binary:logistic");
    assertThat(origin.trees()).isEqualTo(12);
    assertThat(origin.sha256()).matches("[0-9a-f]{64}");
  }

  @Test
  void refusesInputsInAnotherOrderThanTheSpecs(@TempDir Path folder) throws IOException {
    List<String> lines =
        new ArrayList<>(Files.readAllLines(Path.of("..", "models", "loan-risk.yaml")));
    Path turned = folder.resolve("turned.yaml");
    int first = lines.indexOf("  - name: nb_previous_loans");
    int second = lines.indexOf("  - name: avg_amount_loans_previous");
    int third = lines.indexOf("  - name: age");
    List<String> inputs = new ArrayList<>(lines.subList(second, third));
    inputs.addAll(lines.subList(first, second));
    lines.subList(first, third).clear();
    lines.addAll(first, inputs);
    Files.write(turned, lines);
    ModelSpec spec = ModelSpec.read(turned, List.of());

    assertThatThrownBy(() -> read("logistic-3.4.1.ubj").ubjsonFor(spec))
        .isInstanceOf(TrainingRefused.class)
        .hasMessageStartingWith(
            "logistic-3.4.1.ubj has the 5 inputs nb_previous_loans, avg_amount_loans_previous,")
        .hasMessageContaining("but the spec loan-risk has the 5 inputs avg_amount")
        .hasMessageEndingWith("list the model's under inputs, in its order.");
  }

  @Test
  void refusesCategoriesWhereTheSpecHasANumber() {
    assertThatThrownBy(() -> read("categories-3.4.1.ubj").ubjsonFor(SPEC))
        .isInstanceOf(TrainingRefused.class)
        .hasMessageStartingWith("categories-3.4.1.ubj asks for categories of flag_own_car, but");
  }

  @Test
  void refusesAModelThatGivesNoProbability() {
    assertThatThrownBy(() -> read("counts-3.4.1.ubj"))
        .isInstanceOf(TrainingRefused.class)
        .hasMessageContaining("was trained for count:poisson, which gives no probability");
  }

  @Test
  void refusesTreesBeyondTheRoundAtWhichTrainingStoppedEarly(@TempDir Path folder)
      throws IOException {
    Path stopped = withBestIteration(folder, "7");

    assertThatThrownBy(() -> ImportedForest.read(stopped, 1))
        .isInstanceOf(TrainingRefused.class)
        .hasMessageStartingWith(stopped + " has trees beyond its best_iteration 7, which")
        .hasMessageContaining("save booster[:8], or");
  }

  @Test
  void takesAModelWhoseBestRoundIsItsLast(@TempDir Path folder) throws IOException {
    assertThat(ImportedForest.read(withBestIteration(folder, "11"), 1).origin().trees())
        .isEqualTo(12);
  }

  @Test
  void asksForUbjsonWhereJsonCannotBeKept() {
    assertThatThrownBy(() -> read("two-classes-3.4.1.json").ubjsonFor(SPEC))
        .isInstanceOf(TrainingRefused.class)
        .hasMessageEndingWith("save it as UBJSON, with the ending .ubj.");
  }

  @Test
  void refusesWhatIsNoModel(@TempDir Path folder) throws IOException {
    Path text = Files.writeString(folder.resolve("notes.json"), "not a model");

    assertThatThrownBy(() -> ImportedForest.read(text, 1))
        .isInstanceOf(TrainingRefused.class)
        .hasMessageStartingWith(text + " cannot be imported: The forest");
    assertThatThrownBy(() -> ImportedForest.read(folder.resolve("none.ubj"), 1))
        .isInstanceOf(TrainingRefused.class)
        .hasMessageEndingWith("none.ubj cannot be read: name a readable file.");
  }

  @Test
  void refusesAThirdClass() {
    assertThatThrownBy(() -> ImportedForest.read(FOLDER.resolve("logistic-3.4.1.ubj"), 2))
        .isInstanceOf(TrainingRefused.class)
        .hasMessageContaining("is 0 or 1, not 2");
  }

  /** The recorded model of 12 rounds, as if its training had been told to watch for the best. */
  private static Path withBestIteration(Path folder, String round) throws IOException {
    String recorded = Files.readString(FOLDER.resolve("logistic-3.4.1.json"));
    String told =
        recorded.replace(
            "\"attributes\":{}", "\"attributes\":{\"best_iteration\":\"%s\"}".formatted(round));
    assertThat(told).isNotEqualTo(recorded);
    return Files.writeString(folder.resolve("stopped.json"), told);
  }

  private static ImportedForest read(String file) {
    return ImportedForest.read(FOLDER.resolve(file), 1);
  }
}
