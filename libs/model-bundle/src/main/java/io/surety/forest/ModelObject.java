package io.surety.forest;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An object of a model file, whether JSON or UBJSON, that knows where it lies, so that what is
 * missing or of another type is refused by its path.
 */
final class ModelObject {

  private final String path;
  private final Map<?, ? extends @Nullable Object> values;

  ModelObject(String path, Map<?, ? extends @Nullable Object> values) {
    this.path = path;
    this.values = values;
  }

  boolean has(String key) {
    return values.get(key) != null;
  }

  ModelObject object(String key) {
    return new ModelObject(pathOf(key), require(key, Map.class));
  }

  String text(String key) {
    return require(key, String.class);
  }

  /** An array of whole numbers, in whichever type the file keeps them. */
  int[] ints(String key) {
    return NumberArrays.ints(pathOf(key), values.get(key));
  }

  int[] ints(String key, int length) {
    int[] array = ints(key);
    requireLength(key, array.length, length);
    return array;
  }

  /** An array of numbers in float32, of which each is finite, infinite or NaN. */
  float[] floats(String key, int length) {
    float[] array = NumberArrays.floats(pathOf(key), values.get(key));
    requireLength(key, array.length, length);
    return array;
  }

  /** A list of texts; empty when there is none. */
  List<String> texts(String key) {
    if (!has(key)) {
      return List.of();
    }
    List<?> list = require(key, List.class);
    return IntStream.range(0, list.size())
        .mapToObj(i -> require("%s[%d]".formatted(pathOf(key), i), list.get(i), String.class))
        .toList();
  }

  /** A whole number that XGBoost writes as text, between two bounds. */
  int number(String key, int least, int most) {
    String text = text(key);
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // refused below, as a number out of bounds is
    }
    throw new UnreadableForest(
        "The forest's %s must be a whole number from %d to %d, but is '%s'."
            .formatted(pathOf(key), least, most, text));
  }

  /** A list of objects. */
  List<ModelObject> objects(String key) {
    List<?> list = require(key, List.class);
    return IntStream.range(0, list.size())
        .mapToObj(i -> {
          String itemPath = "%s[%d]".formatted(pathOf(key), i);
          return new ModelObject(itemPath, require(itemPath, list.get(i), Map.class));
        })
        .toList();
  }

  String path() {
    return path;
  }

  String pathOf(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private <T> T require(String key, Class<T> type) {
    return require(pathOf(key), values.get(key), type);
  }

  private static <T> T require(String path, @Nullable Object value, Class<T> type) {
    if (!type.isInstance(value)) {
      throw new UnreadableForest(
          "The forest's %s is %s."
              .formatted(path, value == null ? "missing" : "not of the type XGBoost gives it"));
    }
    return type.cast(value);
  }

  private void requireLength(String key, int length, int expected) {
    if (length != expected) {
      throw new UnreadableForest(
          "The forest's %s has %d entries instead of %d.".formatted(pathOf(key), length, expected));
    }
  }
}
