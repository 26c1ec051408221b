package io.surety.prediction.champion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.surety.bundle.InputSchema;
import io.surety.bundle.InputType;
import io.surety.bundle.MissingRule;
import io.surety.bundle.ModelInput;
import io.surety.feature.Feature;
import io.surety.prediction.TestedRegistry;
import io.surety.prediction.TinyBundle;
import io.surety.registry.Alias;
import io.surety.registry.BreakerState;
import io.surety.registry.ModelVersion;
import io.surety.registry.PolicyAnswer;
import io.surety.registry.ServedModels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class ChampionWatchTest {

  private final FakeRegistry registry = new FakeRegistry();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Champion champion =
      new Champion(
          new ChampionSettings("loan-risk", Duration.ofMillis(500), Alias.CHAMPION, null, false));
  private final ChampionWatch watch =
      new ChampionWatch(registry, champion, new ChampionMetrics(meters));

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

  @Test
  void servesNothingWhenTheChampionIsWithdrawn() {
    registry.promote(1, TinyBundle.answering(0.2));
    watch.look();
    registry.served = Optional.empty();
    watch.look();
    assertThatThrownBy(champion::require).isInstanceOf(NoApprovedModel.class);
  }

  private Health health() {
    return new ChampionHealth(champion).health();
  }

  private double breaker(String state) {
    return meters.get("surety.breaker.state").tags("state", state).gauge().value();
  }

  private double serving() {
    return meters.get("surety.champion.serving").gauge().value();
  }

  private static final class FakeRegistry implements ServedModels {

    private final Map<String, byte[]> bytes = new HashMap<>();
    private final List<String> loads = new ArrayList<>();
    private Optional<Served> served = Optional.empty();
    private BreakerState breaker = BreakerState.CLOSED;
    private Optional<Served> fallback = Optional.empty();
    private Optional<Served> standby = Optional.empty();
    private Optional<Served> challenger = Optional.empty();
    private Optional<PolicyAnswer> policy = Optional.empty();
    private boolean away;

    void promote(int number, byte[] bundle) {
      served = Optional.of(add(number, bundle));
    }

    void challenge(int number, byte[] bundle) {
      challenger = Optional.of(add(number, bundle));
    }

    private Served add(int number, byte[] bundle) {
      String sha256 = TestedRegistry.sha256(bundle);
      bytes.put(sha256, bundle);
      return new Served(new ModelVersion("loan-risk", number), sha256);
    }

    void open(Optional<Served> answers, PolicyAnswer otherwise) {
      breaker = BreakerState.OPEN;
      fallback = answers;
      policy = Optional.of(otherwise);
    }

    void close() {
      breaker = BreakerState.CLOSED;
      fallback = Optional.empty();
      policy = Optional.empty();
    }

    @Override
    public Optional<Served> find(String modelName, Alias alias) {
      assertThat(modelName).isEqualTo("loan-risk");
      if (away) {
        throw new IllegalStateException("connection refused");
      }
      return alias.equals(Alias.CHALLENGER) ? challenger : served;
    }

    @Override
    public Optional<Answering> answering(String modelName, Alias alias) {
      return find(modelName, alias)
          .map(present -> new Answering(present, breaker, fallback, policy, standby));
    }

    @Override
    public Optional<Staged> find(ModelVersion version) {
      throw new UnsupportedOperationException("The watch asks for aliases alone.");
    }

    @Override
    public List<ModelVersion> approved(String modelName) {
      throw new UnsupportedOperationException("The watch asks for aliases alone.");
    }

    @Override
    public byte[] bundle(String sha256) {
      loads.add(sha256);
      return bytes.get(sha256);
    }
  }
}
