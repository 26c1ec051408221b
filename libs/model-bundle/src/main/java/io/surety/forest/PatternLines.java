package io.surety.forest;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds the patterns of a row at some ends of trees. For each input and each interval of its values
 * there is one line of bytes, the bits of every end's pattern; a row's patterns are the union of
 * one line for each input.
 */
final class PatternLines {

  private final int ends;

  /** The inputs that the ends look at. */
  private final int[] inputs;

  /** By those inputs and by interval of the whole forest: where the line begins. */
  private final int[][] starts;

  /** By those inputs: a line for each interval between two edges of these ends. */
  private final long[][] lines;

  /** Those of ends of a forest with such intervals. */
  PatternLines(List<PatternEnd> ends, InputIntervals ofForest) {
    InputIntervals ofThese = new InputIntervals(ends);
    this.ends = ends.size();
    inputs = inputs(ends);
    starts = new int[inputs.length][];
    lines = new long[inputs.length][];
    for (int i = 0; i < inputs.length; i++) {
      int input = inputs[i];
      starts[i] =
          IntStream.range(0, ofForest.count(input))
              .map(interval -> ofThese.of(input, ofForest.least(input, interval)) * words())
              .toArray();
      lines[i] = new long[ofThese.count(input) * words()];
    }
    for (int at = 0; at < ends.size(); at++) {
      draw(ends.get(at), at, ofThese);
    }
  }

  private static int[] inputs(List<PatternEnd> ends) {
    return ends.stream()
        .flatMapToInt(end -> Arrays.stream(end.inputs))
        .distinct()
        .sorted()
        .toArray();
  }

  /** An end's bits change at its own edges only, so they are asked for once between two of them. */
  private void draw(PatternEnd end, int at, InputIntervals ofThese) {
    InputIntervals own = new InputIntervals(List.of(end));
    for (int input : end.inputs) {
      long[] ofInput = lines[Arrays.binarySearch(inputs, input)];
      int from = 0;
      for (int interval = 0; interval < own.count(input); interval++) {
        int to =
            interval == own.missing(input)
                ? ofThese.count(input)
                : ofThese.of(input, own.least(input, interval + 1));
        long bits = end.bits(input, own.least(input, interval));
        long inPlace = bits << ((at % Long.BYTES) * Byte.SIZE);
        for (int line = from; line < to; line++) {
          ofInput[line * words() + at / Long.BYTES] |= inPlace;
        }
        from = to;
      }
    }
  }

  /** How many longs a line has. */
  private int words() {
    return words(ends);
  }

  private static int words(int ends) {
    return (ends + Long.BYTES - 1) / Long.BYTES;
  }

  /**
   * Writes the pattern of each end for a row with its values in such intervals of the forest. The
   * room is for as many ends, rounded up to a whole word of eight.
   */
  void find(int[] intervals, long[] words, int[] patterns) {
    int length = words();
    Arrays.fill(words, 0, length, 0);
    for (int i = 0; i < inputs.length; i++) {
      int start = starts[i][intervals[inputs[i]]];
      long[] ofInput = lines[i];
      for (int word = 0; word < length; word++) {
        words[word] |= ofInput[start + word];
      }
    }
    for (int word = 0; word < length; word++) {
      long rest = words[word];
      for (int end = word * Long.BYTES; end < (word + 1) * Long.BYTES; end++) {
        patterns[end] = (int) rest & 0xFF;
        rest >>>= Byte.SIZE;
      }
    }
  }

  /** The bytes of the lines that such ends would make. */
  static long bytes(List<PatternEnd> ends, InputIntervals ofForest) {
    InputIntervals ofThese = new InputIntervals(ends);
    long bytes = 0;
    for (int input : inputs(ends)) {
      bytes += (long) Integer.BYTES * ofForest.count(input);
      bytes += (long) Long.BYTES * words(ends.size()) * ofThese.count(input);
    }
    return bytes;
  }

  /** The bytes of these. */
  long bytes() {
    long bytes = 0;
    for (int i = 0; i < inputs.length; i++) {
      bytes += (long) Integer.BYTES * starts[i].length + (long) Long.BYTES * lines[i].length;
    }
    return bytes;
  }
}
