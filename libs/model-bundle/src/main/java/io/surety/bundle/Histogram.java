package io.surety.bundle;

import java.util.List;

/**
 * How many values lie between fixed edges. Bin 0 counts values below the first edge, bin i those
 * from edge i-1 (included) to edge i (excluded), the last bin those from the last edge on.
 *
 * @param edges strictly increasing; may be empty, then there is one bin
 * @param counts one more than edges, none negative
 * @param missing how many values were missing
 */
public record Histogram(List<Double> edges, List<Long> counts, long missing) {

  /** Refuses edges that do not rise and counts that do not fit them. */
  public Histogram {
    edges = List.copyOf(edges);
    counts = List.copyOf(counts);
    if (counts.size() != edges.size() + 1) {
      throw new IllegalArgumentException(
          "A histogram has one more count than edges, but was given %d counts and %d edges."
              .formatted(counts.size(), edges.size()));
    }
    for (int i = 1; i < edges.size(); i++) {
      if (!(edges.get(i) > edges.get(i - 1))) {
        throw new IllegalArgumentException(
            "The edges of a histogram rise, but %s follows %s."
                .formatted(edges.get(i), edges.get(i - 1)));
      }
    }
    if (missing < 0 || counts.stream().anyMatch(count -> count < 0)) {
      throw new IllegalArgumentException("A histogram cannot count fewer than 0 values.");
    }
  }

  /**
   * Counts a column between its own quantiles.
   *
   * @param column NaN where a value is missing
   * @param mostBins at least 1; fewer are made when the column has few distinct values, and then
   *     each value has its own
   */
  public static Histogram of(double[] column, int mostBins) {
    return HistogramFit.of(column, mostBins);
  }

  /** The same edges with the counts of another column, NaN where a value is missing. */
  public Histogram recount(double[] column) {
    return HistogramFit.count(edges, column);
  }

  /** All values, the missing ones included. */
  public long total() {
    return missing + counts.stream().mapToLong(Long::longValue).sum();
  }
}
