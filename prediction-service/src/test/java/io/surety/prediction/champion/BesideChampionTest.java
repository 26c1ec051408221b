package io.surety.prediction.champion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.prediction.TinyBundle;
import io.surety.registry.Alias;
import io.surety.registry.BreakerState;
import io.surety.registry.ModelVersion;
import io.surety.registry.PolicyAnswer;
import io.surety.registry.ServedModels;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

/** Those who answer instead of the champion, and those who score in its shadow. */
class BesideChampionTest extends WatchedRegistry {

  @Test
  void hasTheStandbyLoadedBeforeItIsNeeded() {
    registry.promote(1, TinyBundle.answering(0.2));
    registry.standby = registry.served;
    registry.promote(2, TinyBundle.answering(0.3));
    watch.look();
    assertThat(registry.loads).as("nothing beside the champion delays the start").hasSize(1);
    watch.look();
    watch.look();
    assertThat(registry.loads).hasSize(2);

    registry.open(registry.standby, PolicyAnswer.REFER);
    watch.look();
    assertThat(registry.loads).hasSize(2);
    assertThat(champion.require().version().number()).isEqualTo(1);
    assertThat(champion.require().capacity())
        .isEqualTo(new Capacity.Fallback(new ModelVersion("loan-risk", 2), BreakerState.OPEN));
    assertThat(health().getStatus()).isEqualTo(Status.UP);
    assertThat(health().getDetails())
        .containsEntry("champion", "loan-risk/2")
        .containsEntry("breaker", "open")
        .containsEntry("answered_by", "loan-risk/1");
    assertThat(breaker("open")).isOne();
    assertThat(breaker("closed")).isZero();

    registry.close();
    watch.look();
    assertThat(champion.require().capacity()).isEqualTo(new Capacity.Pointed(Alias.CHAMPION));
    assertThat(champion.require().version().number()).isEqualTo(2);
    assertThat(registry.loads).hasSize(2);
    assertThat(breaker("closed")).isOne();
  }

  @Test
  void hasTheVersionAtHandThatProvesItself() {
    registry.promote(1, TinyBundle.answering(0.2));
    Optional<ServedModels.Served> first = registry.served;
    registry.promote(2, TinyBundle.answering(0.3));
    registry.open(first, PolicyAnswer.REFER);
    watch.look();
    assertThat(champion.findProbe()).isEmpty();

    registry.breaker = BreakerState.HALF_OPEN;
    watch.look();
    watch.look();
    assertThat(champion.findProbe().orElseThrow().version().number()).isEqualTo(2);
    assertThat(meters.get("surety.shadow.info").tags("role", "probe").gauge().value()).isOne();
    assertThat(champion.require().version().number()).isEqualTo(1);
    assertThat(breaker("half-open")).isOne();

    registry.close();
    watch.look();
    assertThat(champion.findProbe()).isEmpty();
  }

  @Test
  void answersByThePolicyWhereNoVersionMay() {
    registry.promote(1, TinyBundle.answering(0.2));
    registry.open(Optional.empty(), PolicyAnswer.DECLINE);
    watch.look();
    assertThat(champion.require().capacity()).isInstanceOf(Capacity.Policy.class);
    assertThatThrownBy(champion::requireScoring)
        .isInstanceOf(BreakerOpen.class)
        .hasMessageContaining("The breaker of loan-risk/1 is open")
        .hasMessageContaining("decline");
    assertThat(health().getDetails()).containsEntry("answered_by", "policy").containsKey("reason");
    assertThat(serving()).as("somebody is answered").isOne();
    assertThat(meters.find("surety.champion.info").gauge()).as("but by no version").isNull();
  }

  @Test
  void answersByThePolicyAndSaysWhyWhenTheFallbackIsUnreadable() {
    registry.promote(1, "no bundle".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    Optional<ServedModels.Served> damaged = registry.served;
    registry.promote(2, TinyBundle.answering(0.3));
    registry.open(damaged, PolicyAnswer.REFER);
    watch.look();
    watch.look();
    assertThat(champion.require().capacity())
        .isInstanceOfSatisfying(
            Capacity.Policy.class,
            policy ->
                assertThat(policy.detail())
                    .contains("loan-risk/1, which should answer instead, cannot be served"));
    assertThat(meters.get("surety.champion.refused").counter().count()).isOne();
  }

  @Test
  void followsTheChallengerAndLoadsItOnceAfterTheChampion() {
    registry.promote(1, TinyBundle.answering(0.2));
    registry.challenge(2, TinyBundle.answering(0.3));
    watch.look();
    assertThat(registry.loads).as("nothing beside the champion delays the start").hasSize(1);
    watch.look();
    watch.look();
    assertThat(challenger()).contains(new ModelVersion("loan-risk", 2));
    assertThat(champion.require().version().number()).as("it answers nobody").isEqualTo(1);
    assertThat(meters.get("surety.shadow.info").tags("role", "challenger").gauge().value()).isOne();

    registry.away = true;
    watch.look();
    assertThat(challenger()).as("as the champion does").isPresent();
    registry.away = false;
    registry.challenge(3, TinyBundle.answering(0.4));
    watch.look();
    watch.look();
    assertThat(challenger()).contains(new ModelVersion("loan-risk", 3));
    assertThat(registry.loads).hasSize(3);

    registry.challenger = Optional.empty();
    watch.look();
    assertThat(challenger()).isEmpty();
    assertThat(meters.find("surety.shadow.info").gauge()).isNull();
  }

  @Test
  void goesOnWithoutAChallengerThatIsNoBundle() {
    registry.promote(1, TinyBundle.answering(0.2));
    registry.challenge(2, TinyBundle.answering(0.3));
    watch.look();
    watch.look();
    registry.challenge(3, "no bundle".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    watch.look();
    watch.look();
    watch.look();
    assertThat(challenger()).as("an older one would be compared in its name").isEmpty();
    assertThat(champion.require().version().number()).isEqualTo(1);
    assertThat(meters.get("surety.champion.refused").counter().count()).isOne();
    assertThat(registry.loads).as("refused once").hasSize(3);
  }

  @Test
  void aChallengerThatBecomesChampionIsNotLoadedAgain() {
    registry.promote(1, TinyBundle.answering(0.2));
    registry.challenge(2, TinyBundle.answering(0.3));
    watch.look();
    watch.look();
    registry.served = registry.challenger;
    watch.look();
    assertThat(champion.require().version().number()).isEqualTo(2);
    assertThat(registry.loads).hasSize(2);
  }

  @Test
  void noServiceAnswersAsTheChallenger() {
    Alias alias = Alias.CHALLENGER;
    assertThatThrownBy(
            () -> new ChampionSettings("loan-risk", Duration.ofMillis(500), alias, null, false))
        .hasMessageContaining("a challenger answers nobody");
  }

  private Optional<ModelVersion> challenger() {
    return champion.findChallenger().map(LoadedModel::version);
  }
}
