package io.surety.featurestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;

/** Compares features to the ninth decimal of their size. */
public final class FeatureAssertions {

  private FeatureAssertions() {}

  /** The same users in the same order, with the same dates and values. */
  public static void assertSame(List<UserFeatures> actual, List<UserFeatures> expected) {
    assertThat(actual)
        .extracting(UserFeatures::userId, UserFeatures::loanDate)
        .containsExactlyElementsOf(
            expected.stream()
                .map(user -> org.assertj.core.groups.Tuple.tuple(user.userId(), user.loanDate()))
                .toList());
    for (int i = 0; i < actual.size(); i++) {
      assertSame(actual.get(i), expected.get(i));
    }
  }

  /** The same user, date and values, whenever they were known. */
  public static void assertSame(UserFeatures actual, UserFeatures expected) {
    assertThat(actual.userId()).isEqualTo(expected.userId());
    assertThat(actual.loanDate())
        .as("loan date of user %s", actual.userId())
        .isEqualTo(expected.loanDate());
    double[] values = actual.values().toArray();
    double[] wanted = expected.values().toArray();
    for (int i = 0; i < wanted.length; i++) {
      if (Double.isNaN(wanted[i])) {
        assertThat(values[i]).as("value %d of user %s", i, actual.userId()).isNaN();
      } else {
        assertThat(values[i])
            .as("value %d of user %s", i, actual.userId())
            .isCloseTo(wanted[i], within(1e-9 * Math.max(1, Math.abs(wanted[i]))));
      }
    }
  }
}
