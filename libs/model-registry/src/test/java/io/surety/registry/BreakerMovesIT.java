package io.surety.registry;

import static io.surety.registry.Alias.CANARY;
import static io.surety.registry.Alias.CHAMPION;
import static io.surety.registry.TestRegistry.officer;
import static io.surety.registry.TestRegistry.program;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.registry.ServedModels.Answering;
import io.surety.registry.ServedModels.Served;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Aliases that move while a breaker is not closed, and who is said to have answered. */
class BreakerMovesIT {

  private static final Duration ONE_MICROSECOND = Duration.ofNanos(1_000);

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
  void whatIsPromotedInThePlaceOfABrokenVersionProvesItselfFirst() {
    List<ModelVersion> versions = registry.champions(2);
    open(versions.get(1), CHAMPION);
    ModelVersion third = registry.approved(versions.getFirst().name());

    promote(third, CHAMPION);

    Answering answering = answering(third, CHAMPION);
    assertThat(answering.present().version()).isEqualTo(third);
    assertThat(answering.breaker()).isEqualTo(BreakerState.HALF_OPEN);
    assertThat(answering.answers().map(Served::version)).contains(versions.getFirst());
    assertThat(answering.probe().map(Served::version)).contains(third);
    List<DecisionRecord> decisions = registry.asTrainer().decisions(third);
    assertThat(decisions)
        .extracting(DecisionRecord::kind)
        .containsExactly(DecisionKind.APPROVED, DecisionKind.PROMOTED, DecisionKind.HALF_OPENED);
    assertThat(decisions.getLast().signedAs()).isEqualTo(Signature.Kind.AUTOMATIC);
    assertThat(decisions.getLast().breaking().orElseThrow().follows())
        .contains(decisions.get(1).id());

    registry.breakers().close(third, CHAMPION, officer("I looked at it"), Optional.empty());
    assertThat(answering(third, CHAMPION).answers().map(Served::version)).contains(third);
  }

  @Test
  void whatAnsweredAsTheFallbackHasProvedItself() {
    List<ModelVersion> versions = registry.champions(2);
    open(versions.getLast(), CHAMPION);

    promote(versions.getFirst(), CHAMPION);

    assertThat(answering(versions.getFirst(), CHAMPION).breaker()).isEqualTo(BreakerState.CLOSED);
  }

  @Test
  void aRollbackFromABrokenVersionToASoundOneServesAtOnce() {
    List<ModelVersion> versions = registry.champions(3);
    registry
        .breakers()
        .open(
            versions.getLast(),
            CHAMPION,
            new Substitute.Policy(PolicyAnswer.REFER),
            officer("odd"),
            Optional.empty());

    rollback(versions.getLast());

    Answering answering = answering(versions.getFirst(), CHAMPION);
    assertThat(answering.breaker()).isEqualTo(BreakerState.CLOSED);
    assertThat(answering.answers().map(Served::version)).contains(versions.get(1));
  }

  @Test
  void aRollbackToABrokenVersionServesTheOneBefore() {
    List<ModelVersion> versions = registry.champions(2);
    open(versions.getLast(), CHAMPION);
    ModelVersion third = registry.approved(versions.getFirst().name());
    promote(third, CHAMPION);
    registry.breakers().close(third, CHAMPION, officer("good"), Optional.empty());

    assertThat(rollback(third)).isEqualTo(versions.getLast());

    Answering answering = answering(third, CHAMPION);
    assertThat(answering.present().version()).isEqualTo(versions.getLast());
    assertThat(answering.breaker()).isEqualTo(BreakerState.OPEN);
    assertThat(answering.answers().map(Served::version)).contains(versions.getFirst());
  }

  @Test
  void aBrokenVersionThatIsPromotedAgainProvesItselfWhileTheOneBeforeGoesOn() {
    List<ModelVersion> versions = registry.champions(2);
    ModelVersion broken = versions.getLast();
    open(broken, CHAMPION);
    ModelVersion third = registry.approved(broken.name());
    promote(third, CHAMPION);
    registry.breakers().close(third, CHAMPION, officer("good"), Optional.empty());

    promote(broken, CHAMPION);

    Answering answering = answering(broken, CHAMPION);
    assertThat(answering.breaker()).isEqualTo(BreakerState.HALF_OPEN);
    assertThat(answering.answers().map(Served::version)).contains(third);

    promote(third, CHAMPION);
    promote(broken, CHAMPION);
    assertThat(answering(broken, CHAMPION).breaker()).isEqualTo(BreakerState.HALF_OPEN);
    assertThat(answering(broken, CHAMPION).answers().map(Served::version)).contains(third);
  }

  @Test
  void theStandbyIsTheLastThatIsNotBroken() {
    List<ModelVersion> versions = registry.champions(2);
    open(versions.getLast(), CHAMPION);
    ModelVersion third = registry.approved(versions.getFirst().name());
    promote(third, CHAMPION);
    registry.breakers().close(third, CHAMPION, officer("good"), Optional.empty());
    assertThat(answering(third, CHAMPION).standby().map(Served::version))
        .contains(versions.getFirst());

    open(third, CHAMPION);

    assertThat(answering(third, CHAMPION).answers().map(Served::version))
        .contains(versions.getFirst());
  }

  @Test
  void besideACanaryTheChampionAnswers() {
    List<ModelVersion> versions = registry.champions(2);
    ModelVersion champion = versions.getLast();
    ModelVersion canary = registry.approved(champion.name());
    promote(canary, CANARY);

    open(canary, CANARY);

    assertThat(answering(canary, CANARY).answers().map(Served::version)).contains(champion);
    assertThat(answering(canary, CHAMPION).breaker()).isEqualTo(BreakerState.CLOSED);

    open(champion, CHAMPION);

    assertThat(answering(canary, CHAMPION).answers().map(Served::version))
        .contains(versions.getFirst());
    assertThat(answering(canary, CANARY).answers().map(Served::version))
        .contains(versions.getFirst());
  }

  @Test
  void aBrokenCanaryThatBecomesChampionProvesItselfFirst() {
    ModelVersion champion = registry.champions(1).getFirst();
    ModelVersion canary = registry.approved(champion.name());
    promote(canary, CANARY);
    open(canary, CANARY);

    promote(canary, CHAMPION);

    assertThat(answering(canary, CHAMPION).breaker()).isEqualTo(BreakerState.HALF_OPEN);
    assertThat(answering(canary, CHAMPION).answers().map(Served::version)).contains(champion);
  }

  @Test
  void aWithdrawalEndsTheWayBackOfTheFallbackToo() {
    List<ModelVersion> versions = registry.champions(2);
    registry
        .asApprover()
        .withdraw(versions.getLast().name(), CHAMPION, officer("nobody shall ask"));
    promote(versions.getLast(), CHAMPION);

    open(versions.getLast(), CHAMPION);

    assertThat(answering(versions.getLast(), CHAMPION).answers()).isEmpty();
  }

  @Test
  void noDeploymentOverrulesABreaker() {
    List<ModelVersion> versions = registry.champions(2);
    ModelVersion broken = versions.getLast();
    open(broken, CHAMPION);
    assertThat(deploy(broken, CHAMPION)).isEqualTo("there already");
    ModelVersion third = registry.approved(broken.name());

    assertThat(deploy(third, CHAMPION)).isEqualTo("promoted");
    assertThat(answering(third, CHAMPION).breaker()).isEqualTo(BreakerState.HALF_OPEN);
    assertThat(deploy(broken, CHAMPION)).isEqualTo("taken out");
    assertThat(deploy(broken, CANARY)).isEqualTo("taken out");
    rollback(third);
    rollback(broken);
    assertThat(deploy(third, CHAMPION)).isEqualTo("taken back");
    assertThat(answering(third, CHAMPION).present().version()).isEqualTo(versions.getFirst());
  }

  @Test
  void saysWhoAnsweredInAnyMoment() {
    List<ModelVersion> versions = registry.champions(2);
    ModelVersion second = versions.getLast();
    open(second, CHAMPION);
    registry
        .breakers()
        .open(
            second,
            CHAMPION,
            new Substitute.Policy(PolicyAnswer.REFER),
            officer("the first as well"),
            Optional.empty());
    ModelVersion third = registry.approved(second.name());
    promote(third, CHAMPION);
    registry.breakers().close(second, CHAMPION, officer("not served"), Optional.empty());
    registry.breakers().close(third, CHAMPION, officer("good"), Optional.empty());
    registry.asApprover().withdraw(second.name(), CHAMPION, officer("over"));
    Instant after = registry.asTrainer().decisions(second.name()).getLast().decidedAt();

    List<Tenure> timeline = registry.asTrainer().timeline(second.name(), CHAMPION);

    assertThat(timeline)
        .extracting(Tenure::answerer)
        .containsExactly(
            new Answerer.Itself(),
            new Answerer.Itself(),
            new Answerer.Fallback(versions.getFirst()),
            new Answerer.Policy(PolicyAnswer.REFER),
            new Answerer.Policy(PolicyAnswer.REFER),
            new Answerer.Itself());
    assertThat(timeline)
        .extracting(tenure -> tenure.version().number())
        .containsExactly(1, 2, 2, 2, 3, 3);
    assertThat(timeline.get(2).reason()).isEqualTo("drift");
    assertThat(timeline.get(4).breaker()).isEqualTo(BreakerState.HALF_OPEN);
    assertThat(timeline.getLast().until()).contains(after);
    for (int at = 1; at < timeline.size(); at++) {
      assertThat(timeline.get(at - 1).until()).contains(timeline.get(at).from());
    }
    for (Tenure tenure : timeline) {
      assertThat(servedOn(second, tenure.from())).contains(tenure);
      assertThat(servedOn(second, tenure.until().orElseThrow().minus(ONE_MICROSECOND)))
          .contains(tenure);
    }
    assertThat(servedOn(second, after)).isEmpty();
  }

  private static Optional<Tenure> servedOn(ModelVersion version, Instant moment) {
    return registry.asTrainer().servedOn(version.name(), CHAMPION, moment);
  }

  private static String deploy(ModelVersion version, Alias alias) {
    return JdbcClient.create(registry.newLogin("surety_admitter"))
        .sql("SELECT registry.promote(:model, :version, :alias, 'deployment', true, 'again')")
        .param("model", version.name())
        .param("version", version.number())
        .param("alias", alias.name())
        .query(String.class)
        .single();
  }

  private static void open(ModelVersion version, Alias alias) {
    registry
        .asWatcher()
        .open(version, alias, Substitute.standby(), program("drift"), Optional.empty());
  }

  private static void promote(ModelVersion version, Alias alias) {
    registry.asApprover().promote(version, alias, officer("better"));
  }

  private static ModelVersion rollback(ModelVersion version) {
    return registry.asApprover().rollback(version.name(), CHAMPION, officer("worse"));
  }

  private static Answering answering(ModelVersion version, Alias alias) {
    return registry.asReader().answering(version.name(), alias).orElseThrow();
  }
}
