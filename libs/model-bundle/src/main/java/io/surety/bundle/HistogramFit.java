package io.surety.bundle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Places the edges of a histogram at quantiles and counts a column between edges. */
final class HistogramFit {

  private HistogramFit() {}

  static Histogram of(double[] column, int mostBins) {
    if (mostBins < 1) {
      throw new IllegalArgumentException(
          "A histogram has at least one bin, not %d.".formatted(mostBins));
    }
    double[] sorted =
        Arrays.stream(column).filter(x -> !Double.isNaN(x)).map(x -> x + 0.0).sorted().toArray();
    return count(edges(sorted, mostBins), column);
  }

  static Histogram count(List<Double> edges, double[] column) {
    double[] rising = edges.stream().mapToDouble(Double::doubleValue).toArray();
    Long[] counts = new Long[rising.length + 1];
    Arrays.fill(counts, 0L);
    long missing = 0;
    for (double value : column) {
      if (Double.isNaN(value)) {
        missing++;
      } else {
        int at = Arrays.binarySearch(rising, value + 0.0);
        counts[at >= 0 ? at + 1 : -at - 1]++;
      }
    }
    return new Histogram(edges, Arrays.asList(counts), missing);
  }

  private static List<Double> edges(double[] sorted, int mostBins) {
    double[] distinct = Arrays.stream(sorted).distinct().limit(mostBins + 1L).toArray();
    List<Double> edges = new ArrayList<>();
    if (distinct.length <= mostBins) {
      for (int i = 1; i < distinct.length; i++) {
        edges.add(distinct[i]);
      }
      return edges;
    }
    for (int bin = 1; bin < mostBins; bin++) {
      double edge = sorted[(int) ((long) bin * sorted.length / mostBins)];
      if (edge > sorted[0] && (edges.isEmpty() || edge > edges.getLast())) {
        edges.add(edge);
      }
    }
    return edges;
  }
}
