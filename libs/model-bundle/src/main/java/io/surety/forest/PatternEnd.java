package io.surety.forest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * An end of a tree, a leaf or a split of two leaves, and what it contributes for every pattern of a
 * row: bit i is set when the row's value of the i-th input on the way would lead it here, and one
 * more bit when it would then go left at the end's own split.
 */
final class PatternEnd {

  /** The most inputs on the way to an end, so that with its own bit a pattern fits a byte. */
  static final int MOST_INPUTS = 6;

  /** By half the number of inputs, rounded up. */
  private static final List<Quadrature> RULES =
      IntStream.rangeClosed(0, MOST_INPUTS / 2).mapToObj(Quadrature::of).toList();

  private final Tree tree;
  private final TreePaths paths;
  private final int node;
  private final double factor;

  /** On the way to the end, its own included, ascending. */
  final int[] inputs;

  private final int own;
  private final int ownBit;

  private PatternEnd(Tree tree, TreePaths paths, int node, double factor) {
    this.tree = tree;
    this.paths = paths;
    this.node = node;
    this.factor = factor;
    this.inputs = paths.inputsTo(node);
    this.own = tree.isLeaf(node) ? TreePaths.NONE : TreePaths.indexOf(tree.input(node), inputs);
    boolean isNew = own >= 0 && paths.levelAbove(node) == TreePaths.NONE;
    this.ownBit = 1 << (isNew ? own : inputs.length);
  }

  /** The ends of a tree whose leaves count times a factor. */
  static List<PatternEnd> of(Tree tree, TreePaths paths, double factor) {
    List<PatternEnd> ends = new ArrayList<>();
    for (int node = 0; node < tree.size(); node++) {
      if (paths.isEnd(node)) {
        ends.add(new PatternEnd(tree, paths, node, factor));
      }
    }
    return ends;
  }

  /** How many patterns a row may have here. */
  int patterns() {
    boolean hasBitBeyond = own >= 0 && ownBit == (1 << inputs.length);
    return (hasBitBeyond ? 2 : 1) << inputs.length;
  }

  /** The greatest of its inputs, or -1 when it looks at none. */
  int lastInput() {
    return inputs.length == 0 ? -1 : inputs[inputs.length - 1];
  }

  /** Adds the values of an input at which its bits may change. */
  void addEdges(int input, Set<Float> edges) {
    for (int split = lastSplit(); split != TreePaths.NONE; split = paths.parent(split)) {
      if (tree.input(split) == input) {
        SplitEdges.add(tree, split, edges);
      }
    }
  }

  /** The bits of the pattern that a value of an input sets. */
  int bits(int input, float value) {
    int index = Arrays.binarySearch(inputs, input);
    if (index < 0) {
      return 0;
    }
    boolean leads = true;
    for (int at = node; paths.parent(at) != TreePaths.NONE; at = paths.parent(at)) {
      int split = paths.parent(at);
      leads &=
          tree.input(split) != input || tree.goesLeft(split, value) == (at == tree.left(split));
    }
    int bits = own == index && ownBit == (1 << index) ? 0 : leads ? 1 << index : 0;
    boolean isOwn = own == index && tree.goesLeft(node, value);
    return isOwn ? bits | ownBit : bits;
  }

  private int lastSplit() {
    return tree.isLeaf(node) ? paths.parent(node) : node;
  }

  /** For each pattern in turn one number for each input. */
  double[] contributions() {
    double[] sums = new double[patterns() * inputs.length];
    if (own < 0) {
      addLeaf(node, 0, sums);
    } else {
      addLeaf(tree.left(node), ownBit, sums);
      addLeaf(tree.right(node), 0, sums);
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] *= factor;
    }
    return sums;
  }

  /** Adds what a leaf contributes, to which the own split leads when its bit is as given. */
  private void addLeaf(int leaf, int side, double[] sums) {
    Quadrature quadrature = RULES.get((inputs.length + 1) / 2);
    double[] shares = paths.sharesTo(leaf, inputs);
    double[] leads = new double[inputs.length];
    for (int pattern = 0; pattern < patterns(); pattern++) {
      for (int i = 0; i < leads.length; i++) {
        leads[i] = (1 << i) == ownBit ? 1 : (pattern >> i) & 1;
      }
      if (own >= 0 && (pattern & ownBit) != side) {
        leads[own] = 0;
      }
      addGame(tree.leaf(leaf), quadrature, shares, leads, sums, pattern * inputs.length);
    }
  }

  /**
   * Adds Shapley's values of the game that pays a leaf's value, times an input's lead, 1 or 0, when
   * it is known, and its share when it is not.
   */
  private static void addGame(
      double leaf, Quadrature quadrature, double[] shares, double[] leads, double[] sums, int at) {
    for (int q = 0; q < quadrature.points.length; q++) {
      double t = quadrature.points[q];
      for (int i = 0; i < shares.length; i++) {
        double others = leaf * quadrature.weights[q];
        for (int j = 0; j < shares.length; j++) {
          others *= j == i ? 1 : shares[j] + t * (leads[j] - shares[j]);
        }
        sums[at + i] += others * (leads[i] - shares[i]);
      }
    }
  }
}
