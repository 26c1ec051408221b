package io.surety.training;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * A model file as the native XGBoost of this process understands it, whichever 3.x wrote it.
 *
 * <p>Since 3.1 the base score is a list, which 3.0 takes for 0.5 without a word. So the native
 * library is handed the one number that the list holds, or 0 when it holds one for each of two
 * classes, whose difference is then added here.
 */
final class NativeModel {

  /**
   * In JSON the key, a colon and the text; in UBJSON the key, its type and eight bytes of length.
   */
  private static final Pattern LISTED_BASE =
      Pattern.compile(
          "(?<key>\"base_score\"\\s*:\\s*\"|base_scoreSL)(?<length>(?<=SL).{8}|(?<=\"))"
              + "\\[(?<numbers>[-+0-9.eE,\\s]{1,400})]",
          Pattern.DOTALL);

  private static final String NOTHING = "0E0";

  private final byte[] bytes;
  private final byte[] understood;
  private final boolean oneBase;
  private final float toAdd;

  NativeModel(byte[] bytes) {
    this.bytes = bytes;
    String text = new String(bytes, ISO_8859_1);
    Matcher listed = LISTED_BASE.matcher(text);
    if (!listed.find()) {
      this.understood = bytes;
      this.oneBase = true;
      this.toAdd = 0;
      return;
    }
    String[] numbers = listed.group("numbers").strip().split("\\s*,\\s*", -1);
    this.oneBase = Arrays.stream(numbers).distinct().count() == 1;
    this.toAdd = oneBase ? 0 : Float.parseFloat(numbers[1]) - Float.parseFloat(numbers[0]);
    String base = oneBase ? numbers[0] : NOTHING;
    String length = listed.group("length").isEmpty() ? "" : "\0\0\0\0\0\0\0" + (char) base.length();
    this.understood =
        (text.substring(0, listed.start())
                + listed.group("key")
                + length
                + base
                + text.substring(listed.end()))
            .getBytes(ISO_8859_1);
  }

  /** The file as it came. */
  byte[] bytes() {
    return bytes;
  }

  /**
   * The file itself when it is UBJSON; of JSON, what the native library makes of it.
   *
   * @throws TrainingRefused when the native library cannot say it in UBJSON
   */
  byte[] ubjson() {
    if (bytes.length > 1 && bytes[0] == '{' && bytes[1] == 'L') {
      return bytes;
    }
    if (!oneBase) {
      throw new TrainingRefused(
          "A JSON model with a base score for each class cannot be kept as it is: save it as"
              + " UBJSON, with the ending .ubj.");
    }
    try {
      Booster booster = XGBoost.loadModel(understood);
      try {
        return booster.toByteArray("ubj");
      } finally {
        booster.dispose();
      }
    } catch (XGBoostError | IOException failure) {
      throw unreadable(failure);
    }
  }

  /** By loan: the margin of class 1, or margin 1 less margin 0 where each class has one. */
  float[] margins(LoanDataset loans) {
    float[] values = new float[loans.size() * loans.width()];
    for (int index = 0, at = 0; index < loans.size(); index++) {
      for (int input = 0; input < loans.width(); input++) {
        values[at++] = (float) loans.value(index, input);
      }
    }
    float[] margins = new float[loans.size()];
    try {
      Booster booster = XGBoost.loadModel(understood);
      DMatrix matrix = new DMatrix(values, loans.size(), loans.width(), Float.NaN);
      try {
        float[][] predicted = booster.predict(matrix, true);
        for (int index = 0; index < margins.length; index++) {
          float[] ofLoan = predicted[index];
          margins[index] = (ofLoan.length == 1 ? ofLoan[0] : ofLoan[1] - ofLoan[0]) + toAdd;
        }
        return margins;
      } finally {
        matrix.dispose();
        booster.dispose();
      }
    } catch (XGBoostError | IOException failure) {
      throw unreadable(failure);
    }
  }

  private static TrainingRefused unreadable(Exception failure) {
    return new TrainingRefused(
        "The native XGBoost that checks every candidate cannot read the model%s. Train it with XGBoost 1.6 to 3.0."
            .formatted(reason(String.valueOf(failure.getMessage()))));
  }

  /** The first line without the time, the place in the native source, and the end of a sentence. */
  static String reason(String words) {
    String reason =
        words
            .lines()
            .findFirst()
            .orElse("")
            .replaceFirst("^\\[[^\\]]*]\\s*", "")
            .replaceFirst("^\\S+:\\d+:\\s*", "")
            .replaceFirst("[.:\\s]+$", "");
    return reason.isEmpty() ? "" : ": " + reason;
  }
}
