package io.surety.registry;

import static io.surety.registry.Alias.CHAMPION;
import static io.surety.registry.TestRegistry.newModel;
import static io.surety.registry.TestRegistry.officer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.surety.registry.ServedModels.Served;
import io.surety.registry.ServedModels.Staged;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class ServingIT {

  private static final Duration ONE_MICROSECOND = Duration.ofNanos(1_000);
  private static final Alias CANARY = new Alias("canary");

  private static TestRegistry registry;

  @BeforeAll
  static void migrate() {
    registry = TestRegistry.create();
  }

  @AfterAll
  static void drop() {
    registry.close();
  }

  @Test
  void servesNothingBeforeAPromotion() {
    String model = newModel();
    registry.approved(model);

    assertThat(registry.asReader().find(model, CHAMPION)).isEmpty();
    assertThat(registry.asTrainer().servedOn(model, CHAMPION, Instant.now())).isEmpty();
  }

  @Test
  void servesWhatWasPromotedLast() {
    String model = newModel();
    ModelVersion first = registry.approved(model);
    ModelVersion second = registry.approved(model);

    promote(first);
    promote(second);

    RegisteredModel served = registry.asTrainer().find(second).orElseThrow();
    assertThat(registry.asReader().find(model, CHAMPION))
        .contains(new Served(second, served.sha256()));
    assertThat(registry.asReader().bundle(served.sha256()))
        .isEqualTo(registry.asTrainer().bundle(second));
    assertThat(served.aliases()).containsExactly(CHAMPION);
    assertThat(registry.asTrainer().find(first).orElseThrow().aliases()).isEmpty();
  }

  @Test
  void promotesOnlyWhatIsApproved() {
    ModelVersion candidate = registry.register(newModel());
    ModelVersion rejected = registry.register(newModel());
    registry.asApprover().reject(rejected, officer("unfair"));

    assertThatExceptionOfType(NotApproved.class)
        .isThrownBy(() -> promote(candidate))
        .withMessageContaining("is a candidate")
        .withMessageContaining("Have it approved first.");
    assertThatExceptionOfType(NotApproved.class)
        .isThrownBy(() -> promote(rejected))
        .withMessageContaining("is rejected");
  }

  @Test
  void doesNotPromoteTwice() {
    ModelVersion version = registry.approved(newModel());
    promote(version);

    assertThatExceptionOfType(AlreadyServed.class)
        .isThrownBy(() -> promote(version))
        .withMessageContaining(version + " is champion already");
  }

  @Test
  void keepsAliasesApart() {
    String model = newModel();
    ModelVersion first = registry.approved(model);
    ModelVersion second = registry.approved(model);

    promote(first);
    registry.asApprover().promote(second, CANARY, officer("try it"));

    assertThat(served(model)).contains(first);
    assertThat(registry.asReader().find(model, CANARY).map(Served::version)).contains(second);
    assertThatExceptionOfType(NothingToRollBackTo.class)
        .isThrownBy(() -> registry.asApprover().rollback(model, CANARY, officer("bad")));
  }

  @Test
  void rollsBackStepByStepAndThenSaysThatNothingIsLeft() {
    String model = newModel();
    ModelVersion first = registry.approved(model);
    ModelVersion second = registry.approved(model);
    ModelVersion third = registry.approved(model);
    promote(first);
    promote(second);
    promote(third);

    assertThat(rollback(model)).isEqualTo(second);
    assertThat(served(model)).contains(second);
    assertThat(rollback(model)).isEqualTo(first);
    assertThat(served(model)).contains(first);
    assertThatExceptionOfType(NothingToRollBackTo.class)
        .isThrownBy(() -> rollback(model))
        .withMessageContaining("Promote an approved version instead.");
    assertThat(registry.asTrainer().decisions(first))
        .extracting(DecisionRecord::kind)
        .containsExactly(DecisionKind.APPROVED, DecisionKind.PROMOTED, DecisionKind.ROLLED_BACK);
  }

  @Test
  void forgetsWhatWasRolledBackFromWhenSomethingIsPromoted() {
    String model = newModel();
    ModelVersion first = registry.approved(model);
    ModelVersion second = registry.approved(model);
    ModelVersion third = registry.approved(model);
    promote(first);
    promote(second);
    rollback(model);

    promote(third);

    assertThat(rollback(model)).isEqualTo(first);
    promote(second);
    promote(third);
    assertThat(rollback(model)).isEqualTo(second);
    assertThat(rollback(model)).isEqualTo(first);
  }

  @Test
  void knowsWhatWasServedInAnyMoment() {
    String model = newModel();
    ModelVersion first = registry.approved(model);
    ModelVersion second = registry.approved(model);
    promote(first);
    promote(second);
    rollback(model);

    List<Tenure> timeline = registry.asTrainer().timeline(model, CHAMPION);

    assertThat(timeline).extracting(Tenure::version).containsExactly(first, second, first);
    for (Tenure tenure : timeline) {
      assertThat(servedOn(model, tenure.from())).contains(tenure.version());
      tenure
          .until()
          .ifPresent(until ->
              assertThat(servedOn(model, until.minus(ONE_MICROSECOND))).contains(tenure.version()));
    }
    assertThat(servedOn(model, timeline.getFirst().from().minus(ONE_MICROSECOND))).isEmpty();
    assertThat(timeline.getLast().until()).isEmpty();
    assertThat(servedOn(model, Instant.now().plus(Duration.ofDays(1)))).contains(first);
  }

  @Test
  void saysHowFarAnyVersionHasCome() {
    String model = newModel();
    ModelVersion candidate = registry.register(model);
    ModelVersion approved = registry.approved(model);
    ModelVersion rejected = registry.register(model);
    registry.asApprover().reject(rejected, officer("worse"));
    ModelVersion promoted = registry.approved(model);
    promote(promoted);

    assertThat(stage(candidate)).contains(Stage.CANDIDATE);
    assertThat(stage(approved)).contains(Stage.APPROVED);
    assertThat(stage(rejected)).contains(Stage.REJECTED);
    assertThat(stage(promoted)).contains(Stage.APPROVED);
    assertThat(stage(new ModelVersion(model, 9))).isEmpty();
    assertThat(registry.asReader().find(promoted).map(Staged::served))
        .isEqualTo(registry.asReader().find(model, CHAMPION));
  }

  @Test
  void listsTheApprovedVersionsOfOneModel() {
    String model = newModel();
    ModelVersion first = registry.approved(model);
    registry.register(model);
    ModelVersion third = registry.approved(model);
    registry.approved(newModel());

    assertThat(registry.asReader().approved(model)).containsExactly(first, third);
    assertThat(registry.asReader().approved(newModel())).isEmpty();
  }

  @Test
  void saysWhenABundleIsUnknown() {
    assertThatExceptionOfType(ModelNotFound.class)
        .isThrownBy(() -> registry.asReader().bundle("f".repeat(64)))
        .withMessageContaining("ffff");
  }

  @Test
  void handsOutNoDamagedBundle() {
    try (TestRegistry damaged = TestRegistry.create()) {
      ModelVersion version = damaged.register(newModel());
      String sha256 = damaged.asTrainer().find(version).orElseThrow().sha256();
      JdbcClient owner = JdbcClient.create(damaged.owner());
      owner.sql("ALTER TABLE registry.bundle DISABLE TRIGGER refuse_rewriting").update();
      owner
          .sql("ALTER TABLE registry.bundle DROP CONSTRAINT bundle_is_what_its_hash_says")
          .update();
      owner.sql("UPDATE registry.bundle SET bytes = bytes || '\\x00'").update();

      assertThatExceptionOfType(DamagedBundle.class)
          .isThrownBy(() -> damaged.asReader().bundle(sha256))
          .withMessageContaining(sha256);
    }
  }

  private static void promote(ModelVersion version) {
    registry.asApprover().promote(version, CHAMPION, officer("better"));
  }

  private static ModelVersion rollback(String model) {
    return registry.asApprover().rollback(model, CHAMPION, officer("worse than thought"));
  }

  private static Optional<ModelVersion> served(String model) {
    return registry.asReader().find(model, CHAMPION).map(Served::version);
  }

  private static Optional<Stage> stage(ModelVersion version) {
    return registry.asReader().find(version).map(Staged::stage);
  }

  private static Optional<ModelVersion> servedOn(String model, Instant moment) {
    return registry.asTrainer().servedOn(model, CHAMPION, moment).map(Tenure::version);
  }
}
