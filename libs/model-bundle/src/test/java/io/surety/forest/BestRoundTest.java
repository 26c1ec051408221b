package io.surety.forest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Recorded models of five rounds, whose attributes are changed here. */
class BestRoundTest {

  private static final Path FOLDER = Path.of("src", "test", "resources", "native-models");

  @Test
  void keepsTheRoundsUpToTheBestOne() throws IOException {
    assertThat(withAttribute("3.0.5/logistic.json", "\"best_iteration\":\"2\"").roundsToKeep())
        .hasValue(3);
  }

  @Test
  void countsRoundsAndNotTheirTrees() throws IOException {
    Forest twoTreesARound =
        Forest.read(changed("1.6.2/softprob.ubj", lastRound("4"), lastRound("2")));

    assertThat(twoTreesARound.trees()).isEqualTo(10);
    assertThat(twoTreesARound.roundsToKeep()).hasValue(3);
  }

  @Test
  void keepsAllWhenTheBestRoundIsTheLast() throws IOException {
    assertThat(read("1.6.2/softprob.ubj").roundsToKeep()).isEmpty();
    assertThat(read("1.7.6/logistic.json").roundsToKeep()).isEmpty();
    assertThat(withAttribute("3.0.5/logistic.json", "\"best_iteration\":\"4\"").roundsToKeep())
        .isEmpty();
  }

  @Test
  void keepsAllWhenTheFileNamesNoBestRound() throws IOException {
    assertThat(read("3.0.5/logistic.json").roundsToKeep()).isEmpty();
    assertThat(withAttribute("3.0.5/logistic.json", "\"made_by\":\"me\"").roundsToKeep()).isEmpty();
  }

  @Test
  void refusesABestRoundThatIsNoNumber() {
    assertThatExceptionOfType(UnreadableForest.class)
        .isThrownBy(() -> withAttribute("3.0.5/logistic.json", "\"best_iteration\":\"last\""))
        .withMessageContaining("learner.attributes.best_iteration must be a whole number")
        .withMessageContaining("but is 'last'");
  }

  private static Forest read(String file) throws IOException {
    return Forest.read(Files.readAllBytes(FOLDER.resolve(file)));
  }

  private static Forest withAttribute(String file, String attribute) throws IOException {
    return Forest.read(
        changed(file, "\"attributes\":{}", "\"attributes\":{%s}".formatted(attribute)));
  }

  /** The attribute as UBJSON has it: the key, then a text of length 1. */
  private static String lastRound(String round) {
    return "best_iterationSL" + "\0".repeat(7) + "\1" + round;
  }

  private static byte[] changed(String file, String from, String to) throws IOException {
    String model = Files.readString(FOLDER.resolve(file), ISO_8859_1);
    assertThat(model).contains(from);
    return model.replace(from, to).getBytes(ISO_8859_1);
  }
}
