package io.surety.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TreeReaderTest {

  private static final int INPUTS = 3;

  /** A root that splits input 2 at 0.5, and two leaves. */
  private static Map<String, Object> stump() {
    return tree(new int[] {1, -1, -1}, new int[] {2, -1, -1});
  }

  private static Map<String, Object> tree(int[] left, int[] right) {
    int nodes = left.length;
    Map<String, Object> tree = new HashMap<>();
    tree.put("tree_param", Map.of("num_nodes", String.valueOf(nodes), "size_leaf_vector", "1"));
    tree.put("left_children", left);
    tree.put("right_children", right);
    tree.put("split_indices", filled(nodes, 2));
    tree.put("split_type", new int[nodes]);
    tree.put("default_left", filled(nodes, 1));
    tree.put("split_conditions", floats(nodes, 0.5f));
    tree.put("sum_hessian", floats(nodes, 7));
    tree.put("loss_changes", floats(nodes, 3));
    tree.put("categories", new int[0]);
    tree.put("categories_nodes", new int[0]);
    tree.put("categories_segments", new int[0]);
    tree.put("categories_sizes", new int[0]);
    return tree;
  }

  /** The stump, its root split by categories. */
  private static Map<String, Object> categorical(
      int[] nodes, int[] begins, int[] sizes, int[] all) {
    Map<String, Object> tree = stump();
    tree.put("split_type", new int[] {1, 0, 0});
    tree.put("split_conditions", new float[] {Float.NaN, 1, 2});
    tree.put("categories_nodes", nodes);
    tree.put("categories_segments", begins);
    tree.put("categories_sizes", sizes);
    tree.put("categories", all);
    return tree;
  }

  private static Map<String, Object> chain(int splits) {
    int[] left = filled(2 * splits + 1, -1);
    int[] right = filled(2 * splits + 1, -1);
    for (int split = 0; split < splits; split++) {
      left[2 * split] = 2 * split + 1;
      right[2 * split] = 2 * split + 2;
    }
    return tree(left, right);
  }

  private static int[] filled(int length, int value) {
    int[] array = new int[length];
    Arrays.fill(array, value);
    return array;
  }

  private static float[] floats(int length, float value) {
    float[] array = new float[length];
    Arrays.fill(array, value);
    return array;
  }

  private static Tree read(Map<String, Object> tree) {
    return TreeReader.read(new ModelObject("trees[0]", tree), INPUTS);
  }

  private static void assertRefused(String sentence, Map<String, Object> tree) {
    assertThatExceptionOfType(UnreadableForest.class)
        .isThrownBy(() -> read(tree))
        .withMessage("The forest's trees[0]" + sentence);
  }

  @Test
  void takesEachPartOfASplitAndALeaf() {
    Tree tree = read(stump());
    assertThat(tree.size()).isEqualTo(3);
    assertThat(tree.depth()).isEqualTo(1);
    assertThat(tree.isLeaf(0)).isFalse();
    assertThat(tree.isCategorical(0)).isFalse();
    assertThat(tree.input(0)).isEqualTo(2);
    assertThat(tree.threshold(0)).isEqualTo(0.5f);
    assertThat(tree.missingGoesLeft(0)).isTrue();
    assertThat(tree.gain(0)).isEqualTo(3);
    assertThat(tree.cover(0)).isEqualTo(7);
    assertThat(tree.isLeaf(tree.left(0))).isTrue();
    assertThat(tree.leaf(tree.right(0))).isEqualTo(0.5f);
    assertThat(tree.gain(1)).isZero();
  }

  @Test
  void laysNodesBreadthFirstAndLeavesPrunedOnesOut() {
    Map<String, Object> pruned =
        tree(new int[] {5, 3, -1, -1, -1, -1, 2}, new int[] {6, 4, -1, -1, -1, -1, 1});
    pruned.put("split_conditions", new float[] {0, 1, 2, 3, 4, 5, 6});
    Tree tree = read(pruned);
    assertThat(tree.size()).isEqualTo(7);
    assertThat(tree.leaf(1)).isEqualTo(5);
    assertThat(tree.threshold(2)).isEqualTo(6);
    assertThat(tree.leaf(3)).isEqualTo(2);
    assertThat(tree.depth()).isEqualTo(3);
    pruned.put("left_children", new int[] {5, 9, -1, -1, -1, -1, -1});
    assertThat(read(pruned).size()).isEqualTo(3);
  }

  @Test
  void refusesWhatIsNoTree() {
    assertRefused(
        ".left_children reach a node twice.", tree(new int[] {1, 2, -1}, new int[] {2, 1, -1}));
    assertRefused(
        ".left_children lead to node 0 of 3.", tree(new int[] {1, 0, -1}, new int[] {2, 1, -1}));
    assertRefused(
        ".left_children lead to node 3 of 3.", tree(new int[] {1, -1, -1}, new int[] {3, -1, -1}));
    assertRefused(
        ".left_children lead to node -1 of 3.",
        tree(new int[] {1, -1, -1}, new int[] {-1, -1, -1}));
  }

  @Test
  void refusesATreeThatIsTooDeep() {
    assertThat(read(chain(Tree.MOST_DEPTH)).depth()).isEqualTo(Tree.MOST_DEPTH);
    assertRefused(" is deeper than 512 splits.", chain(Tree.MOST_DEPTH + 1));
  }

  @Test
  void refusesAnInputBeyondTheRow() {
    Map<String, Object> tree = stump();
    tree.put("split_indices", new int[] {3, 0, 0});
    assertRefused(".split_indices names input 3 of 3.", tree);
  }

  @Test
  void refusesNumbersThatNothingCanBeAddedTo() {
    for (String key : new String[] {"split_conditions", "sum_hessian", "loss_changes"}) {
      Map<String, Object> tree = stump();
      tree.put(key, new float[] {Float.NaN, 1, 1});
      assertRefused(
          ".%s holds NaN, which nothing can be compared with or added to.".formatted(key), tree);
    }
  }

  @Test
  void refusesLeavesOfSeveralOutputsAndUnknownSplits() {
    Map<String, Object> tree = stump();
    tree.put("split_type", new int[] {2, 0, 0});
    assertRefused(".split_type names the unknown kind of split 2.", tree);
    tree.put("tree_param", Map.of("num_nodes", "3", "size_leaf_vector", "2"));
    assertRefused(" has leaves of several outputs; train one model for each output.", tree);
  }

  @Test
  void takesTheCategoriesThatGoRight() {
    Tree tree =
        read(
            categorical(new int[] {0, 1}, new int[] {1, 0}, new int[] {2, 1}, new int[] {5, 9, 4}));
    assertThat(tree.isCategorical(0)).isTrue();
    assertThat(tree.categories(0)).containsExactly(4, 9);
  }

  @Test
  void refusesCategoriesThatDoNotFit() {
    int[] none = {};
    int[] zero = {0};
    int[] one = {1};
    assertRefused(
        ".categories_nodes does not name the categorical split 0.",
        categorical(none, none, none, none));
    assertRefused(
        ".categories_sizes names categories 0 to 2 of 1.",
        categorical(zero, zero, new int[] {2}, one));
    assertRefused(
        ".categories_sizes names categories 0 to 0 of 1.", categorical(zero, zero, zero, one));
    assertRefused(
        ".categories must lie from 0 to 16777215, but one is 16777216.",
        categorical(zero, zero, one, new int[] {16_777_216}));
    assertRefused(
        ".categories_nodes must name nodes in ascending order, but names 3.",
        categorical(new int[] {3}, zero, one, one));
    assertRefused(
        ".categories_segments has 0 entries instead of 1.", categorical(zero, none, one, one));
  }
}
