package io.surety.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.bundle.BreakerPolicy;
import io.surety.bundle.Consequence;
import io.surety.bundle.Instead;
import io.surety.bundle.WatchRule;
import io.surety.bundle.WatchedFigure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BreakerOfSpecTest {

  @TempDir Path folder;

  @Test
  void readsTheUsualRulesFromTheFirstModel() {
    assertThat(read(List.of())).isEqualTo(BreakerPolicy.DEFAULT);
  }

  @Test
  void takesTheUsualRulesForWhatIsLeftOut() throws IOException {
    assertThat(ModelSpec.read(withBreaker(""), List.of()).breaker())
        .isEqualTo(BreakerPolicy.DEFAULT);
    BreakerPolicy own =
        ModelSpec.read(withBreaker("breaker: {instead: policy}\n"), List.of()).breaker();
    assertThat(own.instead()).isEqualTo(Instead.POLICY);
    assertThat(own.rules()).isEqualTo(BreakerPolicy.DEFAULT.rules());
  }

  @Test
  void watchesOnlyWhatAListOfItsOwnNames() {
    BreakerPolicy own =
        read(
            List.of(
                "breaker.cool_down=PT30S",
                "breaker.rules=[{rule: score_drift, window: PT1M, sample: 50, cut: 0.1, then: alert}]"));

    assertThat(own.coolDown()).isEqualTo(Duration.ofSeconds(30));
    assertThat(own.rules())
        .containsExactly(
            new WatchRule(
                WatchedFigure.SCORE_DRIFT, Duration.ofMinutes(1), 50, 0.1, Consequence.ALERT));
    assertThat(own.find(WatchedFigure.INPUT_DRIFT)).isEmpty();
  }

  @Test
  void refusesWhatNoRuleCanMeanByItsPlace() {
    String rule = "breaker.rules=[{rule: %s, window: %s, sample: %s, cut: %s, then: open}]";
    assertRefused(rule.formatted("mood", "P1D", "1", "1"), "one of input_drift, score_drift");
    assertRefused(rule.formatted("errors", "1h", "1", "1"), "a length of time such as PT10M");
    assertRefused(rule.formatted("errors", "PT0S", "1", "1"), "rule errors is between PT1S");
    assertRefused(rule.formatted("errors", "P1D", "0", "1"), "sample of the rule errors");
    assertRefused(rule.formatted("errors", "P1D", "1", "1.5"), "cut of the rule errors lies");
    assertRefused("breaker.rules=[{rule: errors}]", "breaker.rules[0].window is missing");
    assertRefused("breaker.trial_share=0", "trial_share is above 0");
    assertRefused("breaker.policy_answer=approve", "nobody is approved without a model");
    assertRefused("breaker.mood=1", "is not a key of a spec");
  }

  @Test
  void refusesTwoRulesForOneFigure() {
    String rule = "{rule: errors, window: P1D, sample: 1, cut: 1, then: open}";
    assertRefused("breaker.rules=[%s, %s]".formatted(rule, rule), "one rule for errors");
  }

  private static void assertRefused(String override, String words) {
    assertThatThrownBy(() -> read(List.of(override)))
        .isInstanceOf(UnreadableSpec.class)
        .hasMessageContaining("--set " + override)
        .hasMessageContaining(words);
  }

  private static BreakerPolicy read(List<String> overrides) {
    return ModelSpec.read(ModelSpecTest.LOAN_RISK, overrides).breaker();
  }

  private Path withBreaker(String breaker) throws IOException {
    String text = Files.readString(ModelSpecTest.LOAN_RISK);
    Path file = folder.resolve("spec.yaml");
    return Files.writeString(
        file, text.substring(0, text.indexOf("\nbreaker:") + 1).concat(breaker));
  }
}
