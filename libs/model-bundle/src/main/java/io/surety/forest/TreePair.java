package io.surety.forest;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One walk through a forest: a tree of class 1 (of the only class, where there is one), a tree of
 * class 0, or both where they split alike, so that one walk finds two leaves. At least one is
 * there.
 */
record TreePair(@Nullable Tree tree, @Nullable Tree twin) {

  /** The walks of a forest; the trees of each class keep their order. */
  static List<TreePair> of(List<List<Tree>> treesByClass) {
    List<Tree> trees = treesByClass.getLast();
    List<Tree> twins = treesByClass.size() == 1 ? List.of() : treesByClass.getFirst();
    List<TreePair> pairs = new ArrayList<>();
    for (int i = 0; i < Math.max(trees.size(), twins.size()); i++) {
      Tree tree = i < trees.size() ? trees.get(i) : null;
      Tree twin = i < twins.size() ? twins.get(i) : null;
      if (tree == null || twin == null || tree.splitsLike(twin)) {
        pairs.add(new TreePair(tree, twin));
      } else {
        pairs.add(new TreePair(tree, null));
        pairs.add(new TreePair(null, twin));
      }
    }
    return pairs;
  }
}
