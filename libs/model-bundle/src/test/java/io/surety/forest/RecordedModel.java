package io.surety.forest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A native model that {@code src/test/python/record_native_models.py} recorded with a version of
 * XGBoost, and what that version answers.
 *
 * @param name the version and the file, such as {@code 3.0.5/logistic.ubj}
 * @param file where it lies
 * @param rows one value for each input, NaN where it is missing
 * @param margins by row and class
 * @param contributions by row and class, one for each input and then the base value; null for a row
 *     that XGBoost gives none
 */
record RecordedModel(
    String name,
    Path file,
    String objective,
    List<String> inputNames,
    List<float[]> rows,
    List<float[]> margins,
    List<float @Nullable [][]> contributions) {

  private static final Path FOLDER = Path.of("src/test/resources/native-models");
  private static final JsonMapper JSON = new JsonMapper();

  /** All models of all versions, those that are to be refused left out. */
  static List<RecordedModel> all() {
    return files()
        .filter(file -> !file.toString().contains(".refused."))
        .map(RecordedModel::read)
        .toList();
  }

  /** The files of models that no version of a forest can score. */
  static List<Path> refused() {
    return files().filter(file -> file.toString().contains(".refused.")).toList();
  }

  private static Stream<Path> files() {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files
          .filter(file -> file.toString().matches(".*(?<!\\.rows)\\.(json|ubj)"))
          .sorted()
          .toList()
          .stream();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static RecordedModel read(Path file) {
    String name = file.getFileName().toString();
    Path answersFile = file.resolveSibling(name.replaceFirst("\\..*", ".rows.json"));
    try {
      JsonNode answers = JSON.readTree(Files.readString(answersFile));
      return new RecordedModel(
          FOLDER.relativize(file).toString(),
          file,
          answers.get("objective").asString(),
          texts(answers.get("inputNames")),
          answers.get("rows").values().stream().map(RecordedModel::floats).toList(),
          answers.get("margins").values().stream().map(RecordedModel::floats).toList(),
          answers.get("contributions").values().stream().map(RecordedModel::byClass).toList());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static List<String> texts(JsonNode array) {
    return array.values().stream().map(JsonNode::asString).toList();
  }

  private static float[] floats(JsonNode array) {
    float[] floats = new float[array.size()];
    for (int i = 0; i < floats.length; i++) {
      JsonNode value = array.get(i);
      floats[i] = value.isNull() ? Float.NaN : Float.parseFloat(value.asString());
    }
    return floats;
  }

  private static float @Nullable [][] byClass(JsonNode ofRow) {
    return ofRow.isNull()
        ? null
        : ofRow.values().stream().map(RecordedModel::floats).toArray(float[][]::new);
  }

  byte[] model() {
    try {
      return Files.readAllBytes(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** What a forest must give for a row: its one margin, or that of class 1 less that of class 0. */
  float expectedMargin(int row) {
    float[] ofClass = margins.get(row);
    return ofClass.length == 1 ? ofClass[0] : ofClass[1] - ofClass[0];
  }

  @Override
  public String toString() {
    return name;
  }
}
