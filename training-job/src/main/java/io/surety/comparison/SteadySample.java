package io.surety.comparison;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * All requests while they are few, and a half, a quarter, an eighth of them when they are more:
 * those whose hash begins with so many zeros. So the same requests give the same sample, in
 * whatever order they come.
 */
final class SteadySample {

  private final int most;
  private List<Both> kept = new ArrayList<>();
  private int zeros;

  SteadySample(int most) {
    this.most = most;
  }

  void add(Both each) {
    if (Long.numberOfLeadingZeros(each.hash()) < zeros) {
      return;
    }
    kept.add(each);
    while (kept.size() > most && zeros < Long.SIZE) {
      zeros++;
      kept.removeIf(one -> Long.numberOfLeadingZeros(one.hash()) < zeros);
    }
  }

  /** What is kept, in an order that depends on nothing else. */
  List<Both> rows() {
    kept.sort(Comparator.comparingLong(Both::hash));
    return List.copyOf(kept);
  }
}
