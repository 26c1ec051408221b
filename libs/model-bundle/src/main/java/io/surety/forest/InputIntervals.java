package io.surety.forest;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * The intervals of each input between the values at which some ends of trees change their minds. An
 * input's are numbered: 0 lies below its first edge, each edge begins one, and the last holds
 * missing values.
 */
final class InputIntervals {

  private static final int BEYOND_EDGES = 2;

  /** By input: the edges, ascending. */
  private final float[][] edges;

  InputIntervals(List<PatternEnd> ends) {
    int inputs = 1 + ends.stream().mapToInt(PatternEnd::lastInput).max().orElse(-1);
    edges = new float[inputs][];
    for (int input = 0; input < inputs; input++) {
      edges[input] = edges(ends, input);
    }
  }

  private static float[] edges(List<PatternEnd> ends, int input) {
    TreeSet<Float> edges = new TreeSet<>();
    for (PatternEnd end : ends) {
      end.addEdges(input, edges);
    }
    float[] ascending = new float[edges.size()];
    int at = 0;
    for (float edge : edges) {
      ascending[at++] = edge;
    }
    return ascending;
  }

  /** How many inputs have intervals, those included that none of the ends looks at. */
  int inputs() {
    return edges.length;
  }

  /** How many intervals an input has. */
  int count(int input) {
    return edges[input].length + BEYOND_EDGES;
  }

  /** The interval of a missing value. */
  int missing(int input) {
    return edges[input].length + 1;
  }

  /** The least value in an interval. */
  float least(int input, int interval) {
    if (interval == missing(input)) {
      return Float.NaN;
    }
    return interval == 0 ? Float.NEGATIVE_INFINITY : edges[input][interval - 1];
  }

  /** The interval in which a value lies. */
  int of(int input, float value) {
    return Float.isNaN(value) ? missing(input) : notAbove(edges[input], value);
  }

  /** Writes for each input in which interval a row's value lies. */
  void of(double[] row, int[] into) {
    for (int input = 0; input < edges.length; input++) {
      into[input] = of(input, (float) row[input]);
    }
  }

  long bytes() {
    return Arrays.stream(edges).mapToLong(ofInput -> (long) Float.BYTES * ofInput.length).sum();
  }

  private static int notAbove(float[] edges, float value) {
    int from = 0;
    int length = edges.length;
    while (length > 0) {
      int half = length >>> 1;
      if (edges[from + half] <= value) {
        from += half + 1;
        length -= half + 1;
      } else {
        length = half;
      }
    }
    return from;
  }
}
