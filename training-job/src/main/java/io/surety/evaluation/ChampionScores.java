package io.surety.evaluation;

import org.jspecify.annotations.Nullable;

/**
 * What the model that serves today says of the same test loans, in the same order.
 *
 * @param version the champion's version, such as {@code loan-risk/3}
 * @param probability its probability of not paying as served, 0 to 1
 * @param otherSplit how the champion's split differs, when it may therefore have trained on test
 *     people; null when it cannot have
 */
@SuppressWarnings(
    "ArrayRecordComponent") // columns of hundreds of thousands of loans, never compared
public record ChampionScores(String version, double[] probability, @Nullable String otherSplit) {

  public ChampionScores {
    if (version.isBlank()) {
      throw new IllegalArgumentException("A champion is named by its version.");
    }
    ScoredLoans.requireProbabilities("champion probability", probability);
  }
}
