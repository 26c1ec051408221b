package io.surety.forest;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Trees and rows that are full of ties, extremes and missing values. */
final class RandomTrees {

  /** How a tree grows below a split that may still have so many levels. */
  enum Shape {
    /** Every leaf is as deep as it may be. */
    PERFECT,
    /** Some branches end early. */
    RAGGED,
    /** One child of every split is a leaf. */
    CHAIN
  }

  private static final float[] EXTREMES = {
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    0.0f,
    -0.0f
  };

  private static final float[] NO_CATEGORIES = {
    -0.5f, -1, -0.0f, 0.5f, 2.99f, 1000, 1 << 24, (1 << 24) - 1, 1e10f
  };

  private final Random random;
  private final int inputs;
  private final boolean categorical;

  /** With categorical inputs, every odd one holds categories. */
  RandomTrees(Random random, int inputs, boolean categorical) {
    this.random = random;
    this.inputs = inputs;
    this.categorical = categorical;
  }

  List<Tree> trees(int count, Shape shape, int depth) {
    List<Tree> trees = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      trees.add(tree(shape, depth));
    }
    return trees;
  }

  Tree tree(Shape shape, int depth) {
    List<Integer> levels = levels(shape, depth);
    Tree.Builder nodes = new Tree.Builder(levels.size());
    for (int level : levels) {
      if (level == 0) {
        nodes.leaf(leaf(), 1);
      } else {
        split(nodes);
      }
    }
    return nodes.tree();
  }

  /** A tree with the splits of another and leaves of its own. */
  Tree mirror(Tree tree) {
    Tree.Builder nodes = new Tree.Builder(tree.size());
    for (int node = 0; node < tree.size(); node++) {
      if (tree.isLeaf(node)) {
        nodes.leaf(leaf(), 1);
      } else if (tree.isCategorical(node)) {
        nodes.categorical(
            tree.input(node), tree.missingGoesLeft(node), tree.categories(node), 1, 1);
      } else {
        nodes.split(tree.input(node), tree.missingGoesLeft(node), tree.threshold(node), 1, 1);
      }
    }
    return nodes.tree();
  }

  /** Row after row, some values at or next to a threshold of the trees. */
  float[] rows(int rows) {
    float[] data = new float[rows * inputs];
    for (int at = 0; at < data.length; at++) {
      data[at] = isCategorical(at % inputs) ? category() : value();
    }
    return data;
  }

  private List<Integer> levels(Shape shape, int depth) {
    List<Integer> levels = new ArrayList<>(List.of(depth));
    for (int at = 0; at < levels.size(); at++) {
      int level = levels.get(at);
      if (level > 0) {
        boolean leftGrows = shape == Shape.PERFECT || random.nextBoolean();
        boolean rightGrows =
            switch (shape) {
              case PERFECT -> true;
              case RAGGED -> random.nextBoolean();
              case CHAIN -> !leftGrows;
            };
        levels.add(leftGrows ? level - 1 : 0);
        levels.add(rightGrows ? level - 1 : 0);
      }
    }
    return levels;
  }

  private void split(Tree.Builder nodes) {
    int input = random.nextInt(inputs);
    if (isCategorical(input)) {
      int[] right = random.ints(0, 70).distinct().limit(1 + random.nextInt(9)).sorted().toArray();
      if (random.nextInt(4) == 0) {
        right[right.length - 1] = Tree.MOST_CATEGORY;
      }
      nodes.categorical(input, random.nextBoolean(), right, 1, 1);
    } else {
      nodes.split(input, random.nextBoolean(), number(), 1, 1);
    }
  }

  private boolean isCategorical(int input) {
    return categorical && input % 2 == 1;
  }

  private float leaf() {
    return random.nextInt(20) == 0 ? -0.0f : (float) random.nextGaussian();
  }

  /** Few different ones, so that rows meet thresholds. */
  private float number() {
    return switch (random.nextInt(6)) {
      case 0 -> EXTREMES[random.nextInt(EXTREMES.length)];
      case 1 -> (float) random.nextGaussian();
      default -> random.nextInt(-4, 5) / 2.0f;
    };
  }

  private float value() {
    float number = number();
    return switch (random.nextInt(8)) {
      case 0 -> Float.NaN;
      case 1 -> Float.intBitsToFloat(0xffc00001);
      case 2 -> Math.nextUp(number);
      case 3 -> Math.nextDown(number);
      default -> number;
    };
  }

  private float category() {
    return switch (random.nextInt(8)) {
      case 0 -> Float.NaN;
      case 1 -> EXTREMES[random.nextInt(EXTREMES.length)];
      case 2 -> NO_CATEGORIES[random.nextInt(NO_CATEGORIES.length)];
      default -> random.nextInt(72);
    };
  }
}
