package io.surety.delivery.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {

  private record Known(Expression.Outcome before) implements Expression.Scope {

    @Override
    public Object value(String reference) {
      return switch (reference) {
        case "variables['Build.Reason']" -> "PullRequest";
        case "parameters.canary" -> true;
        default -> throw new UnreadablePipeline("unknown " + reference);
      };
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "eq(variables['Build.Reason'], 'pullrequest') | true",
        "ne(variables['Build.Reason'], 'PullRequest') | false",
        "and(succeeded(), not(failed())) | true",
        "or(eq('a', 'b'), in('b', 'a', 'b')) | true",
        "eq(parameters.canary, true) | true",
        "eq('it''s', 'it''s') | true",
        "and(eq(1, 1), eq(1, 2)) | false",
      })
  void isTrueWhereAzureSaysSo(String text, boolean expected) {
    assertThat(Expression.holds(text, new Known(Expression.Outcome.SUCCEEDED))).isEqualTo(expected);
  }

  @Test
  void knowsWhatBecameOfWhatWasBefore() {
    Known skipped = new Known(Expression.Outcome.SKIPPED);
    Known failed = new Known(Expression.Outcome.FAILED);

    assertThat(Expression.holds("succeeded()", skipped)).isFalse();
    assertThat(Expression.holds("succeeded()", failed)).isFalse();
    assertThat(Expression.holds("succeededOrFailed()", failed)).isTrue();
    assertThat(Expression.holds("always()", skipped)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "eq(1",
        "eq(1, 1) x",
        "eq(1)",
        "startsWith('a', 'a')",
        "parameters.other",
        "a + b",
        "eq(,)",
      })
  void refusesWhatItDoesNotKnow(String text) {
    assertThatThrownBy(() -> Expression.holds(text, new Known(Expression.Outcome.SUCCEEDED)))
        .isInstanceOf(UnreadablePipeline.class);
  }
}
