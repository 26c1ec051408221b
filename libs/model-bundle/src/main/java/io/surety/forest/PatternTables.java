package io.surety.forest;

import java.util.List;

/** What the ends of many trees contribute, worked out beforehand for every pattern. */
final class PatternTables {

  private final InputIntervals intervals;
  private final PatternBlock[] blocks;

  PatternTables(InputIntervals intervals, List<PatternBlock> blocks) {
    this.intervals = intervals;
    this.blocks = blocks.toArray(PatternBlock[]::new);
  }

  /** Adds what each input contributes to a row. */
  void add(double[] row, double[] into) {
    if (blocks.length == 0) {
      return;
    }
    int[] ofRow = new int[intervals.inputs()];
    intervals.of(row, ofRow);
    PatternBlock.Scratch scratch = new PatternBlock.Scratch();
    for (PatternBlock block : blocks) {
      block.add(ofRow, into, scratch);
    }
  }

  long bytes() {
    long bytes = intervals.bytes();
    for (PatternBlock block : blocks) {
      bytes += block.bytes();
    }
    return bytes;
  }
}
