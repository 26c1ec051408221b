package io.surety.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.surety.forest.NativeModels.Recipe;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;

class ForestRefusalTest {

  private static final long SEED = 7;
  private static final Recipe LOGISTIC =
      Recipe.of("binary:logistic", 3, 4).with("base_score", 0.25).with("max_depth", 2);

  @Test
  void refusesAnotherBooster() {
    assertRefused(NativeModels.ubjson(LOGISTIC.with("booster", "dart"), SEED))
        .withMessageContaining("'dart'");
    assertRefused(NativeModels.ubjson(LOGISTIC.with("booster", "gblinear"), SEED))
        .withMessageContaining("'gblinear'")
        .withMessageContaining("train it with the booster gbtree");
  }

  @Test
  void refusesAnotherObjective() {
    assertRefused(NativeModels.ubjson(Recipe.of("reg:pseudohubererror", 3, 2), SEED))
        .withMessageContaining("'reg:pseudohubererror'")
        .withMessageContaining("only binary:logistic");
  }

  @Test
  void refusesThreeClasses() {
    assertRefused(NativeModels.ubjson(Recipe.of("multi:softprob", 3, 2).with("num_class", 3), SEED))
        .withMessageContaining("num_class is 3")
        .withMessageContaining("it must be 2");
  }

  @Test
  void refusesSeveralTargets() {
    byte[] ubjson = NativeModels.ubjson(LOGISTIC, SEED);
    int target = indexOf(ubjson, "num_target") + "num_target".length() + 10;
    assertThat(ubjson[target]).isEqualTo((byte) '1');
    ubjson[target] = '2';
    assertRefused(ubjson)
        .withMessage("The forest predicts 2 targets at once: train one model for each.");
  }

  @Test
  void refusesAForestOfANewerXgboost() {
    byte[] ubjson = NativeModels.ubjson(LOGISTIC, SEED);
    int version = indexOf(ubjson, "version") + "version".length();
    int major = version + 2 + 9 + 1;
    assertThat(ubjson[major]).isEqualTo((byte) 3);
    ubjson[major] = 4;
    assertRefused(ubjson)
        .withMessage(
            "The forest was written by XGBoost 4.0.4; forests of versions 1.6 to 3 are read: train"
                + " it with one of them.");
  }

  @Test
  void refusesABaseScoreThatIsNoProbability() {
    byte[] ubjson = NativeModels.ubjson(LOGISTIC, SEED);
    assertRefused(replaced(ubjson, "2.5E-1", "2.5E+1")).withMessageContaining("base_score");
    assertRefused(replaced(ubjson, "2.5E-1", "[0E-1]")).withMessageContaining("base_score");
    assertRefused(replaced(ubjson, "2.5E-1", "[1,.1]")).withMessageContaining("2 numbers for 1");
    assertRefused(replaced(ubjson, "2.5E-1", "[2,,1]")).withMessageContaining("base_score");
  }

  @Test
  void refusesAMissingPartByItsPath() {
    byte[] ubjson = NativeModels.ubjson(LOGISTIC, SEED);
    assertRefused(replaced(ubjson, "left_children", "left_Children"))
        .withMessage(
            "The forest's learner.gradient_booster.model.trees[0].left_children is missing.");
  }

  @Test
  void refusesWhatIsNoModel() {
    assertRefused(utf8("{\"learner\": {}}")).withMessage("The forest's version is missing.");
    assertRefused(utf8("PK\3\4")).withMessageContaining("does not begin with an object");
    assertRefused(utf8("binf\0\0")).withMessageContaining("save it as .ubj or .json");
    assertRefused(new byte[0]).withMessageContaining("ends too early");
  }

  @Test
  void refusesAForestOfAnOlderXgboost() {
    assertRefused(utf8("{\"version\": [1, 5, 2]}"))
        .withMessage(
            "The forest was written by XGBoost 1.5.2; forests of versions 1.6 to 3 are read: load"
                + " it with one of them and save it again.");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void refusesARowOfAnotherWidth() {
    Forest forest = Forest.read(NativeModels.ubjson(LOGISTIC, SEED));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> forest.margin(new float[2]))
        .withMessage("The forest scores rows of 3 values, but was given 2.");
    assertThatIllegalArgumentException().isThrownBy(() -> forest.margin(new double[4]));
  }

  private static ThrowableAssertAlternative<UnreadableForest> assertRefused(byte[] ubjson) {
    return assertThatExceptionOfType(UnreadableForest.class).isThrownBy(() -> Forest.read(ubjson));
  }

  private static byte[] replaced(byte[] ubjson, String text, String sameLength) {
    byte[] copy = ubjson.clone();
    byte[] replacement = sameLength.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(replacement, 0, copy, indexOf(ubjson, text), replacement.length);
    return copy;
  }

  private static int indexOf(byte[] bytes, String text) {
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
    if (at < 0) {
      throw new AssertionError(text + " is not in the model");
    }
    return at;
  }
}
