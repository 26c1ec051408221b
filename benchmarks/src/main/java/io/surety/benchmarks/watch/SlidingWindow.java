package io.surety.benchmarks.watch;

import io.surety.bundle.Histogram;
import io.surety.bundle.ReferenceHistograms;
import io.surety.watch.statistics.DriftWindow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The last rows of some traffic, counted as they come and go. */
final class SlidingWindow {

  private final Traffic traffic;
  private final ReferenceHistograms reference;
  private final int rows;
  private final int[][] bin;
  private final long[][] counts;
  private final int[] cluster;
  private final int[] rowsOfCluster;
  private double squares;
  private int from;
  private int to;

  /**
   * An empty window before the first row.
   *
   * @param cluster by row: whose it is
   */
  SlidingWindow(Traffic traffic, ReferenceHistograms reference, int rows, long[] cluster) {
    this.traffic = traffic;
    this.reference = reference;
    this.rows = rows;
    List<Histogram> histograms = histograms(reference);
    this.bin = new int[histograms.size()][];
    this.counts = new long[histograms.size()][];
    for (int column = 0; column < bin.length; column++) {
      double[] edges =
          histograms.get(column).edges().stream().mapToDouble(Double::doubleValue).toArray();
      counts[column] = new long[edges.length + 2];
      bin[column] =
          Arrays.stream(traffic.columns()[column]).mapToInt(value -> binOf(edges, value)).toArray();
    }
    long[] distinct = Arrays.stream(cluster).sorted().distinct().toArray();
    this.cluster =
        Arrays.stream(cluster).mapToInt(one -> Arrays.binarySearch(distinct, one)).toArray();
    this.rowsOfCluster = new int[distinct.length];
  }

  private static List<Histogram> histograms(ReferenceHistograms reference) {
    List<Histogram> all = new ArrayList<>(reference.inputs().values());
    all.add(reference.scores());
    return all;
  }

  private static int binOf(double[] edges, double value) {
    if (Double.isNaN(value)) {
      return edges.length + 1;
    }
    int at = Arrays.binarySearch(edges, value + 0.0);
    return at >= 0 ? at + 1 : -at - 1;
  }

  /** Moves on until this row is the last one. */
  void moveTo(int row) {
    while (to <= row) {
      count(to++, 1);
      if (to - from > rows) {
        count(from++, -1);
      }
    }
  }

  private void count(int row, int change) {
    for (int column = 0; column < bin.length; column++) {
      counts[column][bin[column][row]] += change;
    }
    int one = cluster[row];
    squares += 2.0 * change * rowsOfCluster[one] + 1;
    rowsOfCluster[one] += change;
  }

  boolean isFull() {
    return to - from == rows;
  }

  boolean isAtTheEnd() {
    return to == traffic.size();
  }

  /** What the watch is given. */
  DriftWindow window() {
    Map<String, Histogram> inputs = new LinkedHashMap<>();
    int column = 0;
    for (Map.Entry<String, Histogram> input : reference.inputs().entrySet()) {
      inputs.put(input.getKey(), counted(input.getValue(), counts[column++]));
    }
    Histogram scores = counted(reference.scores(), counts[column]);
    double all = to - from;
    return new DriftWindow(
        new ReferenceHistograms(inputs, scores), Map.of(), Math.min(all, all * all / squares));
  }

  private static Histogram counted(Histogram like, long[] counts) {
    List<Long> values = new ArrayList<>(counts.length - 1);
    for (int one = 0; one < counts.length - 1; one++) {
      values.add(counts[one]);
    }
    return new Histogram(like.edges(), values, counts[counts.length - 1]);
  }
}
