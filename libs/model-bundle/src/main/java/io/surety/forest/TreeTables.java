package io.surety.forest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Chooses the trees whose contributions are worked out beforehand: the first ones that are small
 * enough, until their tables together would be too large.
 */
final class TreeTables {

  /**
   * The most bytes of one forest's tables. A service may hold six forests at once (a champion, the
   * one promoted after it, and four other versions), and gives what lives long 48 MB.
   */
  static final int MOST_BYTES = 4 << 20;

  /** The most splits above a leaf. */
  private static final int MOST_DEPTH = 8;

  /** The most values at which the splits of one tree change their minds. */
  private static final int MOST_EDGES = 4096;

  private final List<List<PatternEnd>> endsByTree = new ArrayList<>();
  private long bytesOfNumbers;

  /** Takes a tree whose leaves count times a factor; false when it is not to have tables. */
  boolean add(Tree tree, TreePaths paths, double factor) {
    if (paths.mostInputs() > PatternEnd.MOST_INPUTS
        || tree.depth() > MOST_DEPTH
        || SplitEdges.count(tree) > MOST_EDGES) {
      return false;
    }
    List<PatternEnd> ends = PatternEnd.of(tree, paths, factor);
    long bytes = Float.BYTES * ends.stream().mapToLong(PatternEnd::numbers).sum();
    if (bytesOfNumbers + bytes > MOST_BYTES) {
      return false;
    }
    bytesOfNumbers += bytes;
    endsByTree.add(ends);
    return true;
  }

  /** How many of the trees, the first ones, have tables that are small enough together. */
  int fitting() {
    int trees = endsByTree.size();
    long bytes = bytes(trees);
    while (bytes > MOST_BYTES) {
      long share = trees * (long) MOST_BYTES / bytes;
      trees = (int) Math.min(share, trees - 1 - trees / 16);
      bytes = bytes(trees);
    }
    return trees;
  }

  private long bytes(int trees) {
    return blocks(trees).stream().mapToLong(PatternBlock::bytes).sum();
  }

  /** The tables of the first trees. */
  PatternBlock[] of(int trees) {
    return blocks(trees).stream().map(PatternBlock::new).toArray(PatternBlock[]::new);
  }

  /** The ends of the first trees, of which those that look at the same inputs lie together. */
  private List<List<PatternEnd>> blocks(int trees) {
    List<PatternEnd> ends = new ArrayList<>();
    endsByTree.subList(0, trees).forEach(ends::addAll);
    ends.sort(Comparator.comparing(end -> end.inputs, Arrays::compare));
    List<List<PatternEnd>> blocks = new ArrayList<>();
    for (int from = 0; from < ends.size(); from += PatternBlock.MOST_ENDS) {
      blocks.add(ends.subList(from, Math.min(ends.size(), from + PatternBlock.MOST_ENDS)));
    }
    return blocks;
  }
}
