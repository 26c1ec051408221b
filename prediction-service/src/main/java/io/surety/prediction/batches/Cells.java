package io.surety.prediction.batches;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Values of a request, one after the other, as JSON gives them: numbers, texts, booleans, and
 * missing ones. As long as all are numbers or missing, a value costs eight bytes. Not for several
 * threads at once.
 */
public final class Cells {

  private static final int FIRST_CAPACITY = 64;

  private double[] numbers;

  /** Texts and booleans; null where the value is a number, and as a whole while all are. */
  private @Nullable Object @Nullable [] others;

  private int size;

  /** Holds nothing yet. */
  public Cells() {
    this(0);
  }

  /** Holds nothing yet, and has room for this many. */
  public Cells(int capacity) {
    this.numbers = new double[capacity];
  }

  /** How many values there are. */
  public int size() {
    return size;
  }

  /** Adds a number; NaN is a missing value. */
  public void add(double number) {
    int at = grow();
    numbers[at] = number;
  }

  /** Adds a missing value. */
  public void addMissing() {
    add(Double.NaN);
  }

  /** Adds a text or a boolean. */
  public void add(Object textOrBoolean) {
    int at = grow();
    if (others == null) {
      others = new @Nullable Object[numbers.length];
    }
    others[at] = textOrBoolean;
  }

  /** Adds the value at a place of other cells. */
  public void addFrom(Cells other, int at) {
    if (other.isNumber(at)) {
      add(other.numbers[at]);
    } else {
      add(Objects.requireNonNull(other.value(at)));
    }
  }

  /** Whether every value is a number or missing. */
  public boolean isNumeric() {
    return others == null;
  }

  /** Whether the value at a place is a number or missing. */
  public boolean isNumber(int at) {
    Objects.checkIndex(at, size);
    return others == null || others[at] == null;
  }

  /** The number at a place, NaN where a value is missing. */
  public double number(int at) {
    return numbers[Objects.checkIndex(at, size)];
  }

  /** Another number at the place of one. */
  public void replace(int at, double number) {
    numbers[Objects.checkIndex(at, size)] = number;
  }

  /** The value at a place: a {@link Double}, {@link String} or {@link Boolean}; null if missing. */
  public @Nullable Object value(int at) {
    Object other = others == null ? null : others[Objects.checkIndex(at, size)];
    return other != null || Double.isNaN(number(at)) ? other : (Double) numbers[at];
  }

  /** The numbers of {@link #isNumeric()} values, not copied; there may be room behind them. */
  double[] numbers() {
    return numbers;
  }

  /** A view on some values. */
  List<@Nullable Object> values(int from, int count) {
    Objects.checkFromIndexSize(from, count, size);
    return new AbstractList<>() {
      @Override
      public @Nullable Object get(int index) {
        return value(from + Objects.checkIndex(index, count));
      }

      @Override
      public int size() {
        return count;
      }
    };
  }

  private int grow() {
    if (size == numbers.length) {
      int capacity = Math.max(FIRST_CAPACITY, numbers.length + (numbers.length >> 1));
      numbers = Arrays.copyOf(numbers, capacity);
      if (others != null) {
        others = Arrays.copyOf(others, capacity);
      }
    }
    return size++;
  }
}
