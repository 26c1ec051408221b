package io.surety.forest;

import java.util.OptionalInt;

/**
 * What a file says of the best round of its training. XGBoost keeps it as the attribute {@code
 * best_iteration}, a text that counts from 0: training that may stop early writes it, XGBoost 1.6
 * and 1.7 always do and then name the last round.
 */
final class BestRound {

  private static final String BEST = "best_iteration";
  private static final String ROUNDS = "iteration_indptr";

  private BestRound() {}

  /**
   * How many rounds end with the best one; empty when the file names none, or the last.
   *
   * @param model the part with the trees
   */
  static OptionalInt roundsToKeep(ModelObject learner, ModelObject model, int classes, int trees) {
    if (!learner.has("attributes") || !learner.object("attributes").has(BEST)) {
      return OptionalInt.empty();
    }
    int best = learner.object("attributes").number(BEST, 0, Integer.MAX_VALUE - 1);
    return best + 1 < rounds(model, classes, trees)
        ? OptionalInt.of(best + 1)
        : OptionalInt.empty();
  }

  /** Since 2.0 the file tells where each round ends; before, all rounds had as many trees. */
  private static int rounds(ModelObject model, int classes, int trees) {
    if (model.has(ROUNDS)) {
      return model.ints(ROUNDS).length - 1;
    }
    int parallel =
        model.object("gbtree_model_param").number("num_parallel_tree", 1, Integer.MAX_VALUE);
    return (int) (trees / ((long) classes * parallel));
  }
}
