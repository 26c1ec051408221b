package io.surety.forest;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Some ends of trees, and what they contribute together to a row. For each input and each interval
 * between two neighbouring split values there is one line of bytes, the bits of every end's
 * pattern; a row's patterns are the union of one line for each input.
 */
final class PatternBlock {

  static final int MOST_ENDS = 512;

  private static final int BYTES = Long.BYTES;

  /** Below the first edge, and missing. */
  private static final int INTERVALS_BEYOND_EDGES = 2;

  /** The inputs that the ends look at. */
  private final int[] inputs;

  /** By those inputs: the split values, ascending. */
  private final float[][] edges;

  /** By those inputs: a line below the first edge, one from each edge on, and one for missing. */
  private final long[][] lines;

  /** By group of ends that look at the same inputs: these, in the place of their numbers. */
  private final int[][] groups;

  /** By group: the end after its last one. */
  private final int[] groupEnds;

  /** By end: where its numbers begin, and how many there are for each pattern. */
  private final int[] tables;

  private final float[] numbers;

  /** Takes ends sorted by their inputs. */
  PatternBlock(List<PatternEnd> ends) {
    inputs = inputs(ends);
    edges = new float[inputs.length][];
    lines = new long[inputs.length][];
    for (int i = 0; i < inputs.length; i++) {
      edges[i] = edges(ends, inputs[i]);
      lines[i] = lines(ends, inputs[i], edges[i]);
    }
    int[] lasts =
        IntStream.range(0, ends.size())
            .filter(end -> end + 1 == ends.size() || !sameInputs(ends, end))
            .toArray();
    groups = Arrays.stream(lasts).mapToObj(last -> ends.get(last).inputs).toArray(int[][]::new);
    groupEnds = Arrays.stream(lasts).map(last -> last + 1).toArray();
    tables = new int[ends.size()];
    float[][] parts = new float[ends.size()][];
    int size = 0;
    for (int end = 0; end < parts.length; end++) {
      tables[end] = size;
      parts[end] = ends.get(end).contributions(width(ends.get(end).inputs.length));
      size += parts[end].length;
    }
    numbers = new float[size];
    for (int end = 0; end < parts.length; end++) {
      System.arraycopy(parts[end], 0, numbers, tables[end], parts[end].length);
    }
  }

  /** The bytes of the block that such ends would make. */
  static long bytes(List<PatternEnd> ends) {
    long edges = 0;
    long lines = 0;
    for (int input : inputs(ends)) {
      int ofInput = edges(ends, input).length;
      edges += ofInput;
      lines += ofInput + INTERVALS_BEYOND_EDGES;
    }
    return bytes(ends.size(), edges, lines, ends.stream().mapToLong(PatternEnd::numbers).sum());
  }

  /** The bytes of this one. */
  long bytes() {
    long ofEdges = Arrays.stream(edges).mapToLong(ofInput -> ofInput.length).sum();
    long words = Arrays.stream(lines).mapToLong(ofInput -> ofInput.length).sum();
    return bytes(tables.length, ofEdges, words / words(tables.length), numbers.length);
  }

  private static long bytes(int ends, long edges, long lines, long numbers) {
    return lines * words(ends) * Long.BYTES
        + edges * Float.BYTES
        + numbers * Float.BYTES
        + ends * (long) Integer.BYTES;
  }

  private static int[] inputs(List<PatternEnd> ends) {
    return ends.stream().flatMapToInt(end -> Arrays.stream(end.inputs)).distinct().toArray();
  }

  private static float[] edges(List<PatternEnd> ends, int input) {
    Set<Float> edges = new TreeSet<>();
    for (PatternEnd end : ends) {
      end.addEdges(input, edges);
    }
    return floats(edges);
  }

  /** An even number, because two are summed at once. */
  static int width(int inputs) {
    return (inputs + 1) & ~1;
  }

  private static boolean sameInputs(List<PatternEnd> ends, int end) {
    return Arrays.equals(ends.get(end).inputs, ends.get(end + 1).inputs);
  }

  private static float[] floats(Set<Float> values) {
    float[] floats = new float[values.size()];
    int at = 0;
    for (float value : values) {
      floats[at++] = value;
    }
    return floats;
  }

  /** An end's bits change at its own edges only, so they are asked for once between two of them. */
  private static long[] lines(List<PatternEnd> ends, int input, float[] edges) {
    int length = words(ends.size());
    int missing = edges.length + 1;
    long[] lines = new long[(edges.length + INTERVALS_BEYOND_EDGES) * length];
    for (int at = 0; at < ends.size(); at++) {
      PatternEnd end = ends.get(at);
      Set<Float> own = new TreeSet<>();
      end.addEdges(input, own);
      if (own.isEmpty()) {
        continue;
      }
      int from = 0;
      float value = Float.NEGATIVE_INFINITY;
      for (float edge : own) {
        int to = Arrays.binarySearch(edges, edge) + 1;
        fill(lines, length, at, from, to, end.bits(input, value));
        from = to;
        value = edge;
      }
      fill(lines, length, at, from, missing, end.bits(input, value));
      fill(lines, length, at, missing, missing + 1, end.bits(input, Float.NaN));
    }
    return lines;
  }

  private static void fill(long[] lines, int length, int end, int from, int to, long bits) {
    long inPlace = bits << ((end % BYTES) * Byte.SIZE);
    for (int interval = from; interval < to; interval++) {
      lines[interval * length + end / BYTES] |= inPlace;
    }
  }

  private static int words(int ends) {
    return (ends + BYTES - 1) / BYTES;
  }

  /** Adds what each input contributes; the room is for {@link #MOST_ENDS} ends. */
  void add(double[] row, double[] into, long[] patterns, int[] places) {
    int length = words(tables.length);
    Arrays.fill(patterns, 0, length, 0);
    for (int i = 0; i < inputs.length; i++) {
      int line = interval(edges[i], (float) row[inputs[i]]) * length;
      long[] ofInput = lines[i];
      for (int word = 0; word < length; word++) {
        patterns[word] |= ofInput[line + word];
      }
    }
    int from = 0;
    for (int group = 0; group < groupEnds.length; group++) {
      int[] ofGroup = groups[group];
      int to = groupEnds[group];
      int width = width(ofGroup.length);
      for (int end = from; end < to; end++) {
        int pattern = bits(patterns, end);
        places[end] = tables[end] + pattern * width;
      }
      for (int column = 0; column < width; column += 2) {
        float first = 0;
        float second = 0;
        for (int end = from; end < to; end++) {
          int place = places[end] + column;
          first += numbers[place];
          second += numbers[place + 1];
        }
        into[ofGroup[column]] += first;
        if (column + 1 < ofGroup.length) {
          into[ofGroup[column + 1]] += second;
        }
      }
      from = to;
    }
  }

  /** The byte of an end. */
  private static int bits(long[] patterns, int end) {
    return (int) (patterns[end >> 3] >>> ((end & 7) << 3)) & 0xFF;
  }

  /** The number of edges that are not above a value; one more than there are when it is missing. */
  private static int interval(float[] edges, float value) {
    if (Float.isNaN(value)) {
      return edges.length + 1;
    }
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
