package io.surety.forest;

import java.util.Arrays;

/**
 * Takes numbers one by one and keeps them in the narrowest of {@code int[]}, {@code long[]} and
 * {@code float[]} that holds all of them.
 */
final class GrowingNumbers {

  private static final int FIRST_CAPACITY = 8;

  private int[] ints = new int[FIRST_CAPACITY];
  private long[] longs = {};
  private float[] floats = {};
  private int size;

  void add(long number) {
    reserve();
    if (floats.length > 0) {
      floats[size++] = number;
      return;
    }
    if (longs.length == 0 && number != (int) number) {
      longs = Arrays.stream(ints).asLongStream().toArray();
    }
    if (longs.length > 0) {
      longs[size++] = number;
    } else {
      ints[size++] = (int) number;
    }
  }

  void add(float number) {
    reserve();
    if (floats.length == 0) {
      floats = new float[Math.max(ints.length, longs.length)];
      for (int i = 0; i < size; i++) {
        floats[i] = longs.length > 0 ? longs[i] : ints[i];
      }
    }
    floats[size++] = number;
  }

  /** One of the three kinds of array, exactly as long as the numbers given. */
  Object toArray() {
    if (floats.length > 0) {
      return Arrays.copyOf(floats, size);
    }
    return longs.length > 0 ? Arrays.copyOf(longs, size) : Arrays.copyOf(ints, size);
  }

  private void reserve() {
    if (floats.length > 0) {
      floats = size == floats.length ? Arrays.copyOf(floats, 2 * size) : floats;
    } else if (longs.length > 0) {
      longs = size == longs.length ? Arrays.copyOf(longs, 2 * size) : longs;
    } else if (size == ints.length) {
      ints = Arrays.copyOf(ints, 2 * size);
    }
  }
}
