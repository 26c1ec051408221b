package io.surety.forest;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An object of a model file that knows where it lies, so that what is missing or of another type is
 * refused by its path.
 */
final class UbjsonObject {

  private final String path;
  private final Map<?, ? extends @Nullable Object> values;

  UbjsonObject(String path, Map<?, ? extends @Nullable Object> values) {
    this.path = path;
    this.values = values;
  }

  boolean has(String key) {
    return values.get(key) != null;
  }

  UbjsonObject object(String key) {
    return new UbjsonObject(pathOf(key), require(key, Map.class));
  }

  String text(String key) {
    return require(key, String.class);
  }

  float[] floats(String key, int length) {
    float[] array = require(key, float[].class);
    requireLength(key, array.length, length);
    return array;
  }

  byte[] bytes(String key, int length) {
    byte[] array = require(key, byte[].class);
    requireLength(key, array.length, length);
    return array;
  }

  int[] ints(String key) {
    return require(key, int[].class);
  }

  int[] ints(String key, int length) {
    int[] array = ints(key);
    requireLength(key, array.length, length);
    return array;
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
  List<UbjsonObject> objects(String key) {
    List<?> list = require(key, List.class);
    return IntStream.range(0, list.size())
        .mapToObj(i -> {
          String itemPath = "%s[%d]".formatted(pathOf(key), i);
          return new UbjsonObject(itemPath, require(itemPath, list.get(i), Map.class));
        })
        .toList();
  }

  /** A list of whole numbers, each between two bounds. */
  int[] numbers(String key, int least, int most) {
    List<?> list = require(key, List.class);
    int[] numbers = new int[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      long number = require("%s[%d]".formatted(pathOf(key), i), list.get(i), Long.class);
      if (number < least || number > most) {
        throw new UnreadableForest(
            "The forest's %s[%d] must lie from %d to %d, but is %d."
                .formatted(pathOf(key), i, least, most, number));
      }
      numbers[i] = (int) number;
    }
    return numbers;
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
          "The forest's %s has %d entries for %d nodes.".formatted(pathOf(key), length, expected));
    }
  }
}
