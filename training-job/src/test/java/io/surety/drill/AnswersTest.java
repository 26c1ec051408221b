package io.surety.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnswersTest {

  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
  private static final Duration ALONE = Duration.ofSeconds(2);
  private static final Speaker FIRST = new Speaker("loan-risk", 1, null, null);
  private static final Speaker INSTEAD = new Speaker("loan-risk", 1, 2, null);
  private static final Speaker POLICY = new Speaker("loan-risk", 2, null, "refer");
  private static final Speaker SECOND = new Speaker("loan-risk", 2, null, null);

  private final Answers answers = new Answers();

  @Test
  void countsTheDriftedUntilAMoment() {
    answers.answered(SECOND, at(0), false);
    answers.answered(SECOND, at(1_000), true);
    answers.answered(SECOND, at(2_000), true);
    answers.answered(SECOND, at(3_001), true);

    assertThat(answers.driftedUntil(at(3_000))).isEqualTo(2);
    assertThat(answers.answered()).isEqualTo(4);
  }

  @Test
  void agreesOnceNobodyElseAnswered() {
    answers.answered(SECOND, at(0), true);
    answers.answered(INSTEAD, at(500), true);
    answers.answered(SECOND, at(700), true);
    answers.answered(INSTEAD, at(2_600), true);

    assertThat(agreed(2_650)).as("another replica answered 1.95 s ago").isEmpty();
    answers.answered(INSTEAD, at(2_700), true);
    assertThat(agreed(2_750)).contains(new Answers.Agreed(INSTEAD, at(500), at(700)));
  }

  @Test
  void agreesOnNobodyWhoStoppedAnswering() {
    answers.answered(INSTEAD, at(500), true);

    assertThat(agreed(5_000)).isEmpty();
  }

  @Test
  void doesNotTakeAnswersOfBeforeForThoseThatAreWaitedFor() {
    answers.answered(INSTEAD, at(-100), true);

    assertThat(agreed(1_000)).isEmpty();
  }

  @Test
  void keepsTheFirstFailure() {
    answers.failed("status 503");
    answers.failed("status 500");

    assertThat(answers.failed()).isEqualTo(2);
    assertThat(answers.firstFailure()).contains("status 503");
  }

  @Test
  void saysWhoAnswers() {
    assertThat(FIRST).hasToString("loan-risk/1");
    assertThat(INSTEAD).hasToString("loan-risk/1 instead of loan-risk/2");
    assertThat(POLICY).hasToString("the policy (refer) instead of loan-risk/2");
  }

  private Optional<Answers.Agreed> agreed(long now) {
    return answers.agreed(speaker -> !speaker.isItself(), at(0), ALONE, at(now));
  }

  private static Instant at(long millis) {
    return NOON.plusMillis(millis);
  }
}
