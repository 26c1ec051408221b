package io.surety.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WeightsTest {

  private static final Target STABLE = new Target("stable", URI.create("http://a:8080"));
  private static final Target CANARY = new Target("canary", URI.create("http://b:8080"));

  @Test
  void comesFirstAsOftenAsItsWeightSays() {
    Weights weights = new Weights(Map.of("stable", 9, "canary", 1));
    Random random = new Random(7);
    int canaryFirst = 0;
    for (int i = 0; i < 20_000; i++) {
      if (weights.inTurn(List.of(STABLE, CANARY), random).getFirst().equals(CANARY)) {
        canaryFirst++;
      }
    }
    assertThat(canaryFirst / 20_000.0).isCloseTo(0.1, within(0.01));
  }

  @Test
  void sendsNothingToWeightNoughtNotEvenWhenTheOthersAreAway() {
    Weights weights = Weights.parse(List.of("stable=1", "", "canary=0"));
    assertThat(weights.inTurn(List.of(STABLE, CANARY), new Random(1))).containsExactly(STABLE);
  }

  @Test
  void refusesWeightsThatShareNothingOut() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Weights.parse(List.of("stable=0")))
        .withMessage("At least one target has a weight above 0.");
  }

  @Test
  void refusesWhatIsNoWeight() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Weights.parse(List.of("stable=much")))
        .withMessage("A weight is given as NAME=NUMBER, but this one is 'stable=much'.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Weights.parse(List.of("stable=-1")))
        .withMessageContaining("lies between 0 and 1000000");
  }
}
