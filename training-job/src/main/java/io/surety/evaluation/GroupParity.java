package io.surety.evaluation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The groups of one attribute side by side; only groups with enough people are compared.
 *
 * @param attribute such as {@code gender}
 * @param groups every group that occurs, large or small
 * @param demographicParityRatio lowest approval rate over the highest; null when fewer than two
 *     groups can be compared or nobody would be approved
 * @param equalOpportunityDifference highest minus lowest approval rate among loans that were paid
 *     on time; null when fewer than two groups have such loans
 * @param lowest the group with the lowest approval rate of those compared; null without a ratio
 * @param highest the group with the highest approval rate of those compared; null without a ratio
 */
public record GroupParity(
    String attribute,
    List<GroupRates> groups,
    @Nullable Double demographicParityRatio,
    @Nullable Double equalOpportunityDifference,
    @Nullable String lowest,
    @Nullable String highest) {

  public GroupParity {
    groups = List.copyOf(groups);
  }
}
