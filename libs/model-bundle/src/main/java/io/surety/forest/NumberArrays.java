package io.surety.forest;

import java.util.Arrays;
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
    if (array instanceof int[] ints) {
      return ints;
    }
    long[] longs = longs(path, array);
    int[] ints = new int[longs.length];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = toInt(path, longs[i]);
    }
    return ints;
  }

  /** Whole numbers; true counts as 1 and false as 0. */
  private static long[] longs(String path, @Nullable Object array) {
    return switch (array) {
      case long[] longs -> longs;
      case int[] ints -> Arrays.stream(ints).asLongStream().toArray();
      case short[] shorts -> {
        long[] longs = new long[shorts.length];
        for (int i = 0; i < longs.length; i++) {
          longs[i] = shorts[i];
        }
        yield longs;
      }
      case byte[] bytes -> {
        long[] longs = new long[bytes.length];
        for (int i = 0; i < longs.length; i++) {
          longs[i] = bytes[i];
        }
        yield longs;
      }
      case List<?> list -> {
        long[] longs = new long[list.size()];
        for (int i = 0; i < longs.length; i++) {
          longs[i] = whole(path, list.get(i));
        }
        yield longs;
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
      case int[] ints -> {
        float[] floats = new float[ints.length];
        for (int i = 0; i < floats.length; i++) {
          floats[i] = ints[i];
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
