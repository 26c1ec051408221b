package io.surety.simulation;

import java.util.ArrayList;
import java.util.List;

/** Things that happen with given probabilities; the last takes what is left. */
final class Weighted<T> {

  private final List<T> things = new ArrayList<>();
  private final List<Double> upTo = new ArrayList<>();

  static <T> Weighted<T> of(T thing, double probability) {
    return new Weighted<T>().or(thing, probability);
  }

  Weighted<T> or(T thing, double probability) {
    double before = upTo.isEmpty() ? 0 : upTo.getLast();
    things.add(thing);
    upTo.add(before + probability);
    return this;
  }

  /** The thing whose share of the range from 0 to 1 holds this point. */
  T at(double point) {
    for (int i = 0; i < things.size() - 1; i++) {
      if (point < upTo.get(i)) {
        return things.get(i);
      }
    }
    return things.getLast();
  }
}
