package io.surety.training;

import io.surety.forest.Forest;
import io.surety.forest.UnreadableForest;
import io.surety.spec.ModelSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A forest that was trained elsewhere, such as by a data scientist in Python, and is to become a
 * candidate here.
 */
public final class ImportedForest {

  private static final int MOST_BYTES = 64 << 20;

  private final NativeModel file;
  private final Forest forest;
  private final Provenance.Imported origin;

  private ImportedForest(NativeModel file, Forest forest, Provenance.Imported origin) {
    this.file = file;
    this.forest = forest;
    this.origin = origin;
  }

  /**
   * Reads a native XGBoost model, JSON or UBJSON.
   *
   * @param positiveClass the class, 0 or 1, that means "not paid"
   * @throws TrainingRefused when the file cannot be read, is no such model, gives no probability,
   *     or has trees beyond the round at which its training stopped early
   */
  public static ImportedForest read(Path path, int positiveClass) {
    if (positiveClass != 0 && positiveClass != 1) {
      throw new TrainingRefused(
          "The class that means 'not paid' is 0 or 1, not %d.".formatted(positiveClass));
    }
    NativeModel file = new NativeModel(bytes(path));
    Forest forest = forest(path, file.bytes());
    if (!forest.objective().isProbability()) {
      throw new TrainingRefused(
          ("%s was trained for %s, which gives no probability; train it with binary:logistic to"
                  + " decide with it.")
              .formatted(path, forest.objective().xgboostName()));
    }
    forest
        .roundsToKeep()
        .ifPresent(rounds -> {
          throw stoppedEarly(path, rounds);
        });
    return new ImportedForest(
        file,
        forest,
        new Provenance.Imported(
            path.getFileName().toString(),
            DataHash.ofBytes(file.bytes()),
            "XGBoost " + forest.writtenBy(),
            forest.objective().xgboostName(),
            forest.trees(),
            positiveClass));
  }

  /** Where the forest came from. */
  public Provenance.Imported origin() {
    return origin;
  }

  /**
   * The model in UBJSON, with the inputs of the spec in their order.
   *
   * @throws TrainingRefused when the file names other inputs, or takes one for categories
   */
  byte[] ubjsonFor(ModelSpec spec) {
    List<String> asked = spec.schema().names();
    if (forest.inputs() != asked.size()
        || !(forest.inputNames().isEmpty() || forest.inputNames().equals(asked))) {
      throw new TrainingRefused(
          "%s has %s, but the spec %s has the %d inputs %s: list the model's under inputs, in its order."
              .formatted(
                  origin.file(), inputs(), spec.name(), asked.size(), String.join(", ", asked)));
    }
    for (int input = 0; input < forest.inputs(); input++) {
      if (forest.asksForCategories(input)) {
        throw new TrainingRefused(
            "%s asks for categories of %s, but in the spec %s it is a number: train it without categories."
                .formatted(origin.file(), asked.get(input), spec.name()));
      }
    }
    return file.ubjson();
  }

  private String inputs() {
    return forest.inputNames().isEmpty()
        ? forest.inputs() + " inputs without names"
        : "the %d inputs %s".formatted(forest.inputs(), String.join(", ", forest.inputNames()));
  }

  private static TrainingRefused stoppedEarly(Path path, int rounds) {
    return new TrainingRefused(
        ("%s has trees beyond its best_iteration %d, which XGBoost's scikit-learn classes leave out"
                + " and scoring here would add: save booster[:%d], or take the attribute away with"
                + " booster.set_attr(best_iteration=None) when all trees are meant.")
            .formatted(path, rounds - 1, rounds));
  }

  private static Forest forest(Path path, byte[] bytes) {
    try {
      return Forest.read(bytes);
    } catch (UnreadableForest unreadable) {
      throw new TrainingRefused(
          "%s cannot be imported: %s".formatted(path, unreadable.getMessage()));
    }
  }

  private static byte[] bytes(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new TrainingRefused(
            "%s is longer than the %d MiB that a model may have."
                .formatted(path, MOST_BYTES >> 20));
      }
      return bytes;
    } catch (IOException unreadable) {
      throw new TrainingRefused("%s cannot be read: name a readable file.".formatted(path));
    }
  }
}
