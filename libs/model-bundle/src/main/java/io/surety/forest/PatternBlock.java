package io.surety.forest;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Some ends of trees, and what they contribute together to a row.
 *
 * <p>Contributions are whole numbers of a small unit, two of them in a long: the sum of such longs
 * holds both sums, whatever the order. The unit is the least power of two that lets no sum
 * overflow, at most two billionths of what all ends could contribute together.
 */
final class PatternBlock {

  static final int MOST_ENDS = 512;

  /** What a sum may need beside its sign; what rounding adds takes the bit that is left. */
  private static final int BITS = 30;

  private final PatternLines lines;

  /** By group of ends that look at the same inputs: these, in the place of their contributions. */
  private final int[][] groups;

  /** By group: the end after its last one. */
  private final int[] groupEnds;

  /** By end: where its contributions begin, for each pattern one long for two inputs. */
  private final int[] tables;

  private final long[] contributions;
  private final double unit;

  /** Takes ends sorted by their inputs, of a forest with such intervals. */
  PatternBlock(List<PatternEnd> ends, InputIntervals ofForest) {
    lines = new PatternLines(ends, ofForest);
    int[] lasts =
        IntStream.range(0, ends.size())
            .filter(end -> end + 1 == ends.size() || !sameInputs(ends, end))
            .toArray();
    groups = Arrays.stream(lasts).mapToObj(last -> ends.get(last).inputs).toArray(int[][]::new);
    groupEnds = Arrays.stream(lasts).map(last -> last + 1).toArray();
    tables = new int[ends.size()];
    double[][] byEnd = new double[ends.size()][];
    double most = Double.MIN_NORMAL;
    int size = 0;
    for (int end = 0; end < byEnd.length; end++) {
      byEnd[end] = ends.get(end).contributions();
      most += Arrays.stream(byEnd[end]).map(Math::abs).max().orElse(0);
      tables[end] = size;
      size += longs(ends.get(end));
    }
    int exponent = Math.getExponent(most) + 1 - BITS;
    unit = Math.scalb(1.0, exponent);
    contributions = new long[size];
    for (int end = 0; end < byEnd.length; end++) {
      pack(byEnd[end], ends.get(end).inputs.length, -exponent, contributions, tables[end]);
    }
  }

  private static boolean sameInputs(List<PatternEnd> ends, int end) {
    return Arrays.equals(ends.get(end).inputs, ends.get(end + 1).inputs);
  }

  private static int longs(PatternEnd end) {
    return end.patterns() * pairs(end.inputs.length);
  }

  private static int pairs(int inputs) {
    return (inputs + 1) / 2;
  }

  /** Writes rows of so many numbers as whole ones, each times a power of two. */
  private static void pack(double[] rows, int length, int exponent, long[] into, int at) {
    for (int row = 0; row < rows.length; row += length) {
      for (int i = 0; i < length; i += 2) {
        long first = Math.round(Math.scalb(rows[row + i], exponent));
        long second = i + 1 == length ? 0 : Math.round(Math.scalb(rows[row + i + 1], exponent));
        into[at++] = (first << Integer.SIZE) + second;
      }
    }
  }

  /** Adds what each input contributes to a row with its values in such intervals of the forest. */
  void add(int[] intervals, double[] into, Scratch scratch) {
    int[] places = scratch.places;
    lines.find(intervals, scratch.words, places);
    int from = 0;
    for (int group = 0; group < groupEnds.length; group++) {
      int[] inputs = groups[group];
      int to = groupEnds[group];
      int pairs = pairs(inputs.length);
      for (int end = from; end < to; end++) {
        places[end] = tables[end] + places[end] * pairs;
      }
      for (int pair = 0; pair < pairs; pair++) {
        long sum = 0;
        for (int end = from; end < to; end++) {
          sum += contributions[places[end] + pair];
        }
        int second = (int) sum;
        into[inputs[2 * pair]] += ((sum - second) >> Integer.SIZE) * unit;
        if (2 * pair + 1 < inputs.length) {
          into[inputs[2 * pair + 1]] += second * unit;
        }
      }
      from = to;
    }
  }

  /** The bytes of an end's contributions in a block. */
  static long bytes(PatternEnd end) {
    return (long) Long.BYTES * longs(end);
  }

  /** The bytes of the block that such ends would make. */
  static long bytes(List<PatternEnd> ends, InputIntervals ofForest) {
    return PatternLines.bytes(ends, ofForest)
        + (long) Integer.BYTES * ends.size()
        + ends.stream().mapToLong(PatternBlock::bytes).sum();
  }

  /** The bytes of this one. */
  long bytes() {
    return lines.bytes()
        + (long) Integer.BYTES * tables.length
        + (long) Long.BYTES * contributions.length;
  }

  /** What is written on while a row goes through blocks, one after the other. */
  static final class Scratch {
    private final long[] words = new long[MOST_ENDS / Long.BYTES];
    private final int[] places = new int[MOST_ENDS];
  }
}
