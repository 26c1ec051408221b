package io.surety.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ScoreScaleTest {

  private static final long SEED = 600;
  private static final ScoreScale USUAL = ScoreScale.DEFAULT;

  /** The probability of not paying at which so many pay for each one who does not. */
  private static double at(double odds) {
    return 1 / (1 + odds);
  }

  @Test
  void givesTheBasePointsAtTheBaseOdds() {
    assertThat(USUAL.points(at(50))).isEqualTo(600);
    assertThat(new ScoreScale(500, 1, 50).points(0.5)).isEqualTo(500);
  }

  @Test
  void addsTwentyPointsWheneverTheOddsDouble() {
    for (int doublings = -12; doublings <= 12; doublings++) {
      assertThat(USUAL.points(at(50 * Math.pow(2, doublings)))).isEqualTo(600 + 20 * doublings);
    }
  }

  @Test
  void givesNeverMorePointsForMoreRisk() {
    System.out.println("seed of the probabilities: " + SEED);
    Random random = new Random(SEED);
    double[] probability =
        random
            .doubles(20_000)
            .map(x -> random.nextBoolean() ? x : Math.pow(x, 9))
            .sorted()
            .toArray();
    for (int i = 1; i < probability.length; i++) {
      assertThat(USUAL.points(probability[i]))
          .isLessThanOrEqualTo(USUAL.points(probability[i - 1]));
    }
  }

  @Test
  void followsTheFormulaOfScorecards() {
    Random random = new Random(SEED);
    for (int trial = 0; trial < 10_000; trial++) {
      ScoreScale scale =
          new ScoreScale(random.nextInt(1000), 1 + random.nextInt(100), 1 + random.nextInt(80));
      double probability = 0.0001 + 0.9998 * random.nextDouble();
      double factor = scale.pointsToDoubleOdds() / Math.log(2);
      double offset = scale.basePoints() - factor * Math.log(scale.baseOdds());
      double points = offset + factor * Math.log((1 - probability) / probability);
      assertThat((double) scale.points(probability))
          .as("seed %d, %s, probability %s", SEED, scale, probability)
          .isBetween(points - 0.5000001, points + 0.5000001);
    }
  }

  @Test
  void endsWhereCertaintyBegins() {
    assertThat(USUAL.points(0)).isEqualTo(USUAL.points(1e-15)).isEqualTo(1484);
    assertThat(USUAL.points(1)).isEqualTo(USUAL.points(1 - 1e-15)).isEqualTo(-509);
  }

  @Test
  void refusesWhatIsNoProbability() {
    for (double value : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatIllegalArgumentException().isThrownBy(() -> USUAL.points(value));
    }
  }

  @Test
  void refusesAScaleThatStandsStillOrHasNoOdds() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ScoreScale(600, 50, 0))
        .withMessage(
            "A score's points_to_double_odds are above 0 and at most 10,000, but are 0.0.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ScoreScale(600, 0, 20))
        .withMessage(
            "A score's base_odds lie between 0.000001 and 1,000,000 payers to one, but are 0.0.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ScoreScale(Double.NaN, 50, 20))
        .withMessage("A score's base_points lie between -1,000,000 and 1,000,000, but are NaN.");
  }
}
