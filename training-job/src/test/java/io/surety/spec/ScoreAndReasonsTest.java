package io.surety.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.bundle.ModelInput;
import io.surety.bundle.ReasonTexts;
import io.surety.bundle.ScoreScale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreAndReasonsTest {

  private static final String SCORE =
      "score:\n  base_points: 600\n  base_odds: 50\n  points_to_double_odds: 20\n";
  private static final String AGE = "reason: age of the borrower";

  @TempDir Path folder;

  @Test
  void readsTheScaleAndTheWordsOfTheFirstModel() {
    ModelSpec spec = ModelSpec.read(ModelSpecTest.LOAN_RISK, List.of());

    assertThat(spec.score()).isEqualTo(new ScoreScale(600, 50, 20));
    assertThat(spec.schema().inputs().getFirst().reasons())
        .isEqualTo(
            new ReasonTexts(
                "number of previous loans",
                "few previous loans",
                "many previous loans",
                null,
                null));
    assertThat(spec.schema().inputs()).extracting(ModelInput::reasons).doesNotContainNull();
  }

  @Test
  void saysOfASensitiveInputOnlyThatItWasWeighed() {
    for (Input input : ModelSpec.read(ModelSpecTest.LOAN_RISK, List.of()).inputs()) {
      if (input.isSensitive()) {
        ReasonTexts texts = Objects.requireNonNull(input.toModelInput().reasons());
        assertThat(texts.text()).as(input.name()).isNotNull();
        assertThat(texts.low()).as(input.name()).isNull();
        assertThat(texts.high()).as(input.name()).isNull();
      }
    }
  }

  @Test
  void takesTheUsualScaleForWhatIsLeftOut() throws IOException {
    assertThat(read(edited(SCORE, "")).score()).isEqualTo(ScoreScale.DEFAULT);
    assertThat(read(edited(SCORE, "score: {base_odds: 20}\n")).score())
        .isEqualTo(new ScoreScale(600, 20, 20));
    assertThat(ModelSpec.read(edited(SCORE, ""), List.of("score.base_points=500")).score())
        .isEqualTo(new ScoreScale(500, 50, 20));
    assertThat(ModelSpec.read(ModelSpecTest.LOAN_RISK, List.of("score={base_odds: 30}")).score())
        .isEqualTo(new ScoreScale(600, 30, 20));
  }

  @Test
  void tellsAnInputWithoutReasonByItsName() throws IOException {
    assertThat(read(edited("    " + AGE, "    #")).schema().inputs().get(2).reasons()).isNull();
  }

  @Test
  void takesOneTextOrAnObjectOfTexts() throws IOException {
    assertThat(ageTexts(AGE))
        .isEqualTo(new ReasonTexts("age of the borrower", null, null, null, null));
    assertThat(ageTexts("reason: {text: age}"))
        .isEqualTo(new ReasonTexts("age", null, null, null, null));
    assertThat(ageTexts("reason: {low: below, high: above}"))
        .isEqualTo(new ReasonTexts(null, "below", "above", null, null));
  }

  @Test
  void refusesAnUnknownKeyOfAReasonByItsName() throws IOException {
    Path file = edited(AGE, "reason: {text: age, lowest: below} #");

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(UnreadableSpec.class)
        .hasMessageStartingWith(file + ", line ")
        .hasMessageEndingWith(
            ", inputs[2].reason.lowest is not a key of a spec; inputs[2].reason has text, low,"
                + " high, missing.");
  }

  @Test
  void refusesAReasonThatIsNeitherTextNorKeys() throws IOException {
    assertReasonRefused(
        "reason: 5 #",
        "inputs[2].reason takes a text, or keys of its own: text, low, high, missing.");
    assertReasonRefused("reason: [age] #", "inputs[2].reason takes keys of its own.");
  }

  @Test
  void refusesAReasonThatSaysNothing() throws IOException {
    assertReasonRefused(
        "reason: {} #", "A reason has at least one of text, low, high, missing, or is one text.");
    assertReasonRefused("reason: '  ' #", "The text of a reason is one line of up to 200");
    assertReasonRefused("reason: \"a\\nb\" #", "The text of a reason is one line of up to 200");
    assertReasonRefused("reason: '%s' #".formatted("a".repeat(201)), "up to 200 characters");
  }

  @Test
  void refusesWordsForAMissingValueThatIsNeverMissing() throws IOException {
    assertReasonRefused(
        "reason: {missing: age not known} #",
        "The input age is never missing (missing: refused), so its reason says nothing of that.");
  }

  private void assertReasonRefused(String reason, String sentence) throws IOException {
    Path file = edited(AGE, reason);
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(UnreadableSpec.class)
        .hasMessageContaining(sentence);
  }

  private ReasonTexts ageTexts(String reason) throws IOException {
    return Objects.requireNonNull(
        read(edited(AGE, reason + " #")).schema().inputs().get(2).reasons());
  }

  private static ModelSpec read(Path file) {
    return ModelSpec.read(file, List.of());
  }

  private Path edited(String from, String to) throws IOException {
    String text = Files.readString(ModelSpecTest.LOAN_RISK);
    assertThat(text).contains(from);
    return Files.writeString(folder.resolve("edited.yaml"), text.replace(from, to));
  }
}
