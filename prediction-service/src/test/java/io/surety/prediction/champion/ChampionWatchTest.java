package io.surety.prediction.champion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.bundle.InputSchema;
import io.surety.bundle.InputType;
import io.surety.bundle.MissingRule;
import io.surety.bundle.ModelInput;
import io.surety.feature.Feature;
import io.surety.prediction.TinyBundle;
import io.surety.registry.ModelVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class ChampionWatchTest extends WatchedRegistry {

  @Test
  void isNotReadyBeforeTheRegistryWasAsked() {
    assertThatThrownBy(champion::require).isInstanceOf(RegistryNotReached.class);
    assertThat(health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
  }

  @Test
  void isReadyWithoutAChampionAndSaysWhatToDo() {
    watch.look();
    assertThatThrownBy(champion::require)
        .isInstanceOf(NoApprovedModel.class)
        .hasMessageContaining("./surety promote loan-risk/VERSION --to champion");
    assertThat(health().getStatus()).isEqualTo(Status.UP);
    assertThat(health().getDetails()).containsEntry("champion", "none");
    assertThat(serving()).isZero();
  }

  @Test
  void servesTheChampion() {
    registry.promote(1, TinyBundle.answering(0.2));
    watch.look();
    assertThat(champion.require().version()).isEqualTo(new ModelVersion("loan-risk", 1));
    assertThat(health().getDetails()).containsEntry("champion", "loan-risk/1");
    assertThat(serving()).isOne();
    assertThat(meters.get("surety.champion.info").tags("version", "1").gauge().value()).isOne();
  }

  @Test
  void followsAPromotionAndLoadsEachVersionOnce() {
    registry.promote(1, TinyBundle.answering(0.2));
    watch.look();
    watch.look();
    registry.promote(2, TinyBundle.answering(0.3));
    watch.look();
    watch.look();
    assertThat(champion.require().version().number()).isEqualTo(2);
    assertThat(registry.loads).hasSize(2);
    assertThat(meters.find("surety.champion.info").tags("version", "1").gauge()).isNull();
  }

  @Test
  void keepsServingWhenTheNewBundleIsNone() {
    registry.promote(1, TinyBundle.answering(0.2));
    watch.look();
    registry.promote(2, "no bundle".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    watch.look();
    watch.look();
    assertThat(champion.require().version().number()).isEqualTo(1);
    assertThat(health().getStatus()).isEqualTo(Status.UP);
    assertThat(health().getDetails())
        .containsEntry("champion", "loan-risk/1")
        .containsEntry("refused", "loan-risk/2")
        .containsKey("reason");
    assertThat(meters.get("surety.champion.refused").counter().count()).isOne();
    assertThat(registry.loads).hasSize(2);
  }

  @Test
  void servesAgainWhatServedBeforeTheRefusedOne() {
    registry.promote(1, TinyBundle.answering(0.2));
    watch.look();
    registry.promote(2, new byte[] {1});
    watch.look();
    registry.promote(1, TinyBundle.answering(0.2));
    watch.look();
    assertThat(health().getDetails()).containsOnlyKeys("champion");
    registry.promote(3, TinyBundle.answering(0.4));
    watch.look();
    assertThat(champion.require().version().number()).isEqualTo(3);
  }

  @Test
  void refusesBytesThatAreNotTheOnesRegistered() {
    registry.promote(1, TinyBundle.answering(0.2));
    registry.bytes.replaceAll((_, _) -> TinyBundle.answering(0.3));
    watch.look();
    assertThatThrownBy(champion::require)
        .isInstanceOf(ChampionUnusable.class)
        .hasMessageContaining("loan-risk/1");
    assertThat(health().getStatus()).isEqualTo(Status.DOWN);
  }

  @Test
  void refusesABundleThatNeedsAnotherDefinition() {
    List<ModelInput> inputs =
        new ArrayList<>(Stream.of(Feature.values()).map(ModelInput::of).toList());
    inputs.set(
        2,
        new ModelInput(
            "age", InputType.INTEGER, MissingRule.REFUSED, "age@2", List.of(), List.of()));
    byte[] bundle;
    try {
      bundle = TinyBundle.answering(0.2, new InputSchema(inputs));
    } catch (RuntimeException refusedAlready) {
      assertThat(refusedAlready).hasMessageContaining("age@2");
      return;
    }
    registry.promote(1, bundle);
    watch.look();
    assertThatThrownBy(champion::require)
        .isInstanceOf(ChampionUnusable.class)
        .hasMessageContaining("age@2");
  }

  @Test
  void keepsServingWhileTheRegistryIsAway() {
    registry.promote(1, TinyBundle.answering(0.2));
    watch.look();
    registry.away = true;
    watch.look();
    assertThat(champion.require().version().number()).isEqualTo(1);
    registry.away = false;
    registry.promote(2, TinyBundle.answering(0.3));
    watch.look();
    assertThat(champion.require().version().number()).isEqualTo(2);
  }

  @Test
  void servesNothingWhenTheChampionIsWithdrawn() {
    registry.promote(1, TinyBundle.answering(0.2));
    watch.look();
    registry.served = Optional.empty();
    watch.look();
    assertThatThrownBy(champion::require).isInstanceOf(NoApprovedModel.class);
  }
}
