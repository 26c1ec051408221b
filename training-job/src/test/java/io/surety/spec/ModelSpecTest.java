package io.surety.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.bundle.MissingRule;
import io.surety.feature.Feature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelSpecTest {

  static final Path LOAN_RISK = Path.of("..", "models", "loan-risk.yaml");

  @TempDir Path folder;

  @Test
  void readsTheFirstModel() {
    ModelSpec spec = ModelSpec.read(LOAN_RISK, List.of());

    assertThat(spec.name()).isEqualTo("loan-risk");
    assertThat(spec.schema().definitions()).isEqualTo(Feature.schema());
    assertThat(spec.inputs().get(1).missing()).isEqualTo(MissingRule.ALLOWED);
    assertThat(spec.sensitiveInputs()).containsExactly("age");
    assertThat(spec.person()).contains("birthday", "code_gender", "flag_own_realty");
    assertThat(spec.maturity()).isEqualTo(Period.ofDays(90));
    assertThat(spec.split().testLoans().latest()).isPresent();
    assertThat(spec.gates().minAucLower()).isEqualTo(0.55);
    assertThat(spec.gates().maxLossToChampion()).isEqualTo(0.005);
  }

  @Test
  void neverTakesGenderAsAnInput() {
    assertThat(ModelSpec.read(LOAN_RISK, List.of()).schema().names())
        .noneMatch(name -> name.contains("gender"));
  }

  @Test
  void replacesValuesByPathAndTheLastOneWins() {
    ModelSpec spec =
        ModelSpec.read(
            LOAN_RISK,
            List.of(
                "learner.trees=50",
                "learner.eta = 0.3",
                "learner.trees=70",
                "split.test_loans={from: 2020-07-01}"));

    assertThat(spec.learner().trees()).isEqualTo(70);
    assertThat(spec.learner().eta()).isEqualTo(0.3);
    assertThat(spec.split().testLoans().from()).contains(LocalDate.of(2020, 7, 1));
  }

  @Test
  void isTheSameSpecAfterItWasWrittenAndReadAgain() throws IOException {
    ModelSpec spec = ModelSpec.read(LOAN_RISK, List.of("learner.trees=7"));
    Path copy = Files.writeString(folder.resolve("copy.yaml"), spec.yaml());

    assertThat(ModelSpec.read(copy, List.of())).isEqualTo(spec);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "learner.tree=200 | --set learner.tree=200: learner.tree is not a key of a spec; learner has"
            + " trees, depth, eta, min_child_weight, subsample, lambda, seed, threads.",
        "learner.trees=many | --set learner.trees=many: learner.trees takes a whole number.",
        "learner.trees=1.5 | --set learner.trees=1.5: learner.trees takes a whole number.",
        "learner.eta=fast | --set learner.eta=fast: learner.eta takes a number.",
        "learner.trees= | --set learner.trees=: learner.trees is missing.",
        "maturity=90 days | --set maturity=90 days: maturity takes a length of time such as P90D or"
            + " P3M.",
        "person=birthday | --set person=birthday: person takes a list.",
        "learner=3 | --set learner=3: learner takes keys of its own.",
        "lerner.trees=3 | --set lerner.trees=3: the spec has no lerner with keys of its own.",
        "trees | --set trees: an override is written path=value, such as learner.trees=200.",
        "score.base_point=500 | --set score.base_point=500: score.base_point is not a key of a spec;"
            + " score has base_points, base_odds, points_to_double_odds.",
        "score.base_odds=many | --set score.base_odds=many: score.base_odds takes a number.",
        "score= | --set score=: score is missing.",
        "score=600 | --set score=600: score takes keys of its own.",
        "split.test_loans.from=soon | --set split.test_loans.from=soon: split.test_loans.from takes"
            + " a date such as 2020-07-01.",
      })
  void refusesAnOverrideInASentence(String override, String sentence) {
    assertThatThrownBy(() -> ModelSpec.read(LOAN_RISK, List.of(override)))
        .isInstanceOf(UnreadableSpec.class)
        .hasMessage(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "learner.trees=0 | The learner's trees lies between 1 and 10,000, but it is 0.",
        "learner.eta=0 | The learning rate eta is above 0 and at most 1, but it is 0.0.",
        "learner.subsample=1.1 | The share subsample is above 0 and at most 1, but it is 1.1.",
        "split.test_people=0.9 | The split leaves nobody to train on: test_people 0.9 and"
            + " calibration_people 0.2 add up to 1 or more.",
        "split.test_loans.from=2020-07-01 | The tested loans are given by their share ('latest:"
            + " 0.3') or by their first date ('from: 2020-07-01'), by one of the two.",
        "policy.approve_below=0.9 | A decision policy approves below a threshold that is at most the"
            + " one it declines from, but approve_below 0.9 is greater than decline_from 0.3.",
        "score.base_odds=0 | A score's base_odds lie between 0.000001 and 1,000,000 payers to one,"
            + " but are 0.0.",
        "score.points_to_double_odds=-20 | A score's points_to_double_odds are above 0 and at most"
            + " 10,000, but are -20.0.",
        "gates.min_parity=2 | The gate min_parity lies between 0 and 1, not 2.0.",
        "maturity=P-1D | The maturity of a loan is no time or more, but it is P-1D.",
        "name=Loan Risk | A model's name begins with a lower-case letter and goes on with up to 62"
            + " lower-case letters, digits or hyphens, but this one is 'Loan Risk'.",
        "person=[birthday, birthday] | The column birthday occurs twice under person.",
        "person=[] | A spec lists under person at least one column that tells people apart.",
        "person=[\"a; DROP TABLE loan\"] | A column under person is named by lower-case letters,"
            + " digits and underscores, but this one is 'a; DROP TABLE loan'.",
      })
  void refusesAValueThatCannotBeMeant(String override, String sentence) {
    assertThatThrownBy(() -> ModelSpec.read(LOAN_RISK, List.of(override)))
        .isInstanceOf(UnreadableSpec.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void namesFileLineAndPathOfAnUnknownKey() throws IOException {
    Path file = edited("min_child_weight: 20", "min_child_wait: 20");
    int line = lineOf(file, "min_child_wait");

    assertThatThrownBy(() -> ModelSpec.read(file, List.of()))
        .isInstanceOf(UnreadableSpec.class)
        .hasMessage(
            "%s, line %d, learner.min_child_wait is not a key of a spec; learner has trees, depth,"
                + " eta, min_child_weight, subsample, lambda, seed, threads.",
            file, line);
  }

  @Test
  void namesTheItemOfAListThatIsWrong() throws IOException {
    Path file = edited("definition: age@1", "definition: age@2");

    assertThatThrownBy(() -> ModelSpec.read(file, List.of()))
        .isInstanceOf(UnreadableSpec.class)
        .hasMessageContaining("inputs[2]")
        .hasMessageContaining(
            "The input age asks for the definition age@2, but the feature is defined as age@1.");
  }

  @Test
  void refusesAnInputThatIsNoFeature() throws IOException {
    Path file = edited("  - name: age\n", "  - name: code_gender\n");

    assertThatThrownBy(() -> ModelSpec.read(file, List.of()))
        .isInstanceOf(UnreadableSpec.class)
        .hasMessageContaining("There is no feature 'code_gender'; there are nb_previous_loans,");
  }

  @Test
  void namesTheKeyThatIsMissing() throws IOException {
    Path file = edited("maturity: P90D\n", "");

    assertThatThrownBy(() -> ModelSpec.read(file, List.of()))
        .isInstanceOf(UnreadableSpec.class)
        .hasMessage("%s, maturity is missing.", file);
  }

  @Test
  void refusesAKeyThatIsGivenTwice() throws IOException {
    Path file = edited("maturity: P90D", "maturity: P90D\nmaturity: P30D");

    assertThatThrownBy(() -> ModelSpec.read(file, List.of()))
        .isInstanceOf(UnreadableSpec.class)
        .hasMessageContaining("line %d", lineOf(file, "maturity: P30D"))
        .hasMessageContaining("maturity");
  }

  @Test
  void refusesWhatIsNoYamlAndWhatIsNotThere() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.yaml"), "name: [loan\n");
    Path empty = Files.writeString(folder.resolve("empty.yaml"), "# nothing\n");
    Path latin1 = folder.resolve("latin1.yaml");
    Files.write(latin1, "name: prêt\n".getBytes(StandardCharsets.ISO_8859_1));
    Path missing = folder.resolve("missing.yaml");

    assertThatThrownBy(() -> ModelSpec.read(broken, List.of())).hasMessageContaining("is not YAML");
    assertThatThrownBy(() -> ModelSpec.read(empty, List.of()))
        .hasMessage("%s is not a spec: it has no keys.", empty);
    assertThatThrownBy(() -> ModelSpec.read(missing, List.of()))
        .hasMessage("There is no spec %s.", missing);
    assertThatThrownBy(() -> ModelSpec.read(latin1, List.of()))
        .hasMessage("The spec %s cannot be read: it is not text in UTF-8.", latin1);
  }

  private Path edited(String from, String to) throws IOException {
    String text = Files.readString(LOAN_RISK);
    assertThat(text).contains(from);
    return Files.writeString(folder.resolve("edited.yaml"), text.replace(from, to));
  }

  private static int lineOf(Path file, String text) throws IOException {
    List<String> lines = Files.readAllLines(file);
    for (int line = 0; line < lines.size(); line++) {
      if (lines.get(line).contains(text)) {
        return line + 1;
      }
    }
    throw new AssertionError("No line of " + file + " contains " + text);
  }
}
