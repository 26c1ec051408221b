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
  private long bytesOfContributions;

  /** Takes a tree whose leaves count times a factor; false when it is not to have tables. */
  boolean add(Tree tree, TreePaths paths, double factor) {
    if (paths.mostInputs() > PatternEnd.MOST_INPUTS
        || tree.depth() > MOST_DEPTH
        || SplitEdges.count(tree) > MOST_EDGES) {
      return false;
    }
    List<PatternEnd> ends = PatternEnd.of(tree, paths, factor);
    long bytes = ends.stream().mapToLong(PatternBlock::bytes).sum();
    if (bytesOfContributions + bytes > MOST_BYTES) {
      return false;
    }
    bytesOfContributions += bytes;
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
    List<PatternEnd> ends = ends(trees);
    InputIntervals intervals = new InputIntervals(ends);
    return intervals.bytes()
        + blocks(ends).stream().mapToLong(block -> PatternBlock.bytes(block, intervals)).sum();
  }

  /** The tables of the first trees. */
  PatternTables of(int trees) {
    List<PatternEnd> ends = ends(trees);
    InputIntervals intervals = new InputIntervals(ends);
    return new PatternTables(
        intervals, blocks(ends).stream().map(block -> new PatternBlock(block, intervals)).toList());
  }

  /** The ends of the first trees, of which those that look at the same inputs lie together. */
  private List<PatternEnd> ends(int trees) {
    return endsByTree.subList(0, trees).stream()
        .flatMap(List::stream)
        .sorted(Comparator.comparing(end -> end.inputs, Arrays::compare))
        .toList();
  }

  private static List<List<PatternEnd>> blocks(List<PatternEnd> ends) {
    List<List<PatternEnd>> blocks = new ArrayList<>();
    for (int from = 0; from < ends.size(); from += PatternBlock.MOST_ENDS) {
      blocks.add(ends.subList(from, Math.min(ends.size(), from + PatternBlock.MOST_ENDS)));
    }
    return blocks;
  }
}
