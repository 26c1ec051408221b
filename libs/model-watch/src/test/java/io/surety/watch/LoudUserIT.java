package io.surety.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.bundle.BreakerPolicy;
import io.surety.bundle.Consequence;
import io.surety.bundle.Decision;
import io.surety.bundle.Instead;
import io.surety.bundle.WatchRule;
import io.surety.bundle.WatchedFigure;
import io.surety.predictionlog.AnswerRole;
import io.surety.predictionlog.LoggedPrediction;
import io.surety.registry.ModelVersion;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One user who is asked about over and over says nothing about a model, good or bad. */
class LoudUserIT {

  private static final Duration DAY = Duration.ofDays(1);
  private static final List<WatchRule> RULES =
      Stream.of(
              WatchedFigure.INPUT_DRIFT,
              WatchedFigure.SCORE_DRIFT,
              WatchedFigure.MISSING_RATE,
              WatchedFigure.ESTIMATED_SKILL,
              WatchedFigure.REALISED_SKILL,
              WatchedFigure.BAD_RATE,
              WatchedFigure.CALIBRATION)
          .map(figure -> new WatchRule(figure, DAY, 1_000, cut(figure), Consequence.OPEN))
          .toList();
  private static final BreakerPolicy POLICY =
      new BreakerPolicy(Instead.PREVIOUS, Decision.REFER, Duration.ZERO, 0.2, 300, RULES);

  private TestWatch test;
  private ModelVersion version;

  private static double cut(WatchedFigure figure) {
    return figure == WatchedFigure.BAD_RATE ? 1.5 : 0.2;
  }

  @BeforeEach
  void create() {
    test = TestWatch.create();
    version = test.champion(POLICY);
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void opensNothingAndProvesNothing() {
    List<LoggedPrediction> loud =
        test.answerOne(version, AnswerRole.CHAMPION, SimulatedLoans.quiet(31), 2_000);
    List<LoggedPrediction> others =
        test.answer(version, AnswerRole.CHAMPION, SimulatedLoans.quiet(32), 100);
    test.became(loud, _ -> true);
    test.became(others, _ -> false);

    VersionLook look = look();

    assertThat(look.findings())
        .as("all rules, none of them broken or held")
        .hasSizeGreaterThanOrEqualTo(RULES.size())
        .allSatisfy(finding -> assertThat(finding.verdict()).isEqualTo(RuleVerdict.TOO_FEW));
    assertThat(look.findings())
        .extracting(Finding::sentence)
        .anyMatch(said -> said.contains("answers are of so few people"))
        .anyMatch(said -> said.contains("outcomes are of so few people"));
    assertThat(look.move()).isEqualTo(new BreakerMove.Stay());
  }

  @Test
  void hidesNoDriftOfManyOthers() {
    test.answerOne(version, AnswerRole.CHAMPION, SimulatedLoans.quiet(33), 20);
    test.answer(version, AnswerRole.CHAMPION, SimulatedLoans.shifted(34), 1_500);

    assertThat(look().move()).isInstanceOf(BreakerMove.Open.class);
  }

  private VersionLook look() {
    List<VersionLook> seen = test.evaluator().look().seen();
    assertThat(seen).hasSize(1);
    return seen.getFirst();
  }
}
