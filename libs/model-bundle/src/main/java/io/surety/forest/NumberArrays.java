package io.surety.forest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Arrays of numbers as int32 or float32. XGBoost keeps the same array in one type as UBJSON, in
 * another as JSON, and in a third in another version.
 */
final class NumberArrays {

  private NumberArrays() {}

  /** Whole numbers; one that int32 cannot hold is refused. */
  static int[] ints(String path, @Nullable Object array) {
    return switch (array) {
      case int[] ints -> ints;
      case byte[] bytes -> {
        int[] ints = new int[bytes.length];
        for (int i = 0; i < ints.length; i++) {
          ints[i] = bytes[i];
        }
        yield ints;
      }
      case short[] shorts -> {
        int[] ints = new int[shorts.length];
        for (int i = 0; i < ints.length; i++) {
          ints[i] = shorts[i];
        }
        yield ints;
      }
      case long[] longs -> {
        int[] ints = new int[longs.length];
        for (int i = 0; i < ints.length; i++) {
          ints[i] = toInt(path, longs[i]);
        }
        yield ints;
      }
      case List<?> list -> {
        int[] ints = new int[list.size()];
        for (int i = 0; i < ints.length; i++) {
          ints[i] = toInt(path, whole(path, list.get(i)));
        }
        yield ints;
      }
      case null -> throw missing(path);
      default -> throw ofAnotherType(path);
    };
  }

  /** Numbers in float32, rounded once. */
  static float[] floats(String path, @Nullable Object array) {
    return switch (array) {
      case float[] floats -> floats;
      case double[] doubles -> {
        float[] floats = new float[doubles.length];
        for (int i = 0; i < floats.length; i++) {
          floats[i] = (float) doubles[i];
        }
        yield floats;
      }
      case long[] longs -> {
        float[] floats = new float[longs.length];
        for (int i = 0; i < floats.length; i++) {
          floats[i] = longs[i];
        }
        yield floats;
      }
      case List<?> list when list.isEmpty() -> new float[0];
      case null -> throw missing(path);
      default -> throw ofAnotherType(path);
    };
  }

  private static int toInt(String path, long number) {
    if (number != (int) number) {
      throw new UnreadableForest(
          "The forest's %s holds %d, which is no 32-bit number.".formatted(path, number));
    }
    return (int) number;
  }

  private static long whole(String path, @Nullable Object item) {
    return switch (item) {
      case Long number -> number;
      case Boolean flag -> flag ? 1 : 0;
      case null -> throw missing(path);
      default -> throw ofAnotherType(path);
    };
  }

  private static UnreadableForest missing(String path) {
    return new UnreadableForest("The forest's %s is missing.".formatted(path));
  }

  private static UnreadableForest ofAnotherType(String path) {
    return new UnreadableForest(
        "The forest's %s is not of the type XGBoost gives it.".formatted(path));
  }
}
