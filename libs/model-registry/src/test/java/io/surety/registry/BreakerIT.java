package io.surety.registry;

import static io.surety.registry.Alias.CANARY;
import static io.surety.registry.Alias.CHAMPION;
import static io.surety.registry.TestRegistry.newModel;
import static io.surety.registry.TestRegistry.officer;
import static io.surety.registry.TestRegistry.program;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.surety.registry.ServedModels.Answering;
import io.surety.registry.ServedModels.Served;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Switching a breaker, and what is refused. */
class BreakerIT {

  private static final Optional<String> NO_FIGURES = Optional.empty();
  private static final Optional<String> DRIFT = Optional.of("{\"psi\": {\"age\": 0.41}}");

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
  void isClosedUntilItSwitches() {
    ModelVersion champion = registry.champions(1).getFirst();

    Breaker breaker = registry.breakers().find(champion, CHAMPION);

    assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
    assertThat(breaker.served()).isTrue();
    assertThat(breaker.answerer()).isEqualTo(new Answerer.Itself());
    assertThat(breaker.switched()).isEmpty();
    assertThat(registry.breakers().history(champion.name())).isEmpty();
    assertThat(answering(champion).answers().map(Served::version)).contains(champion);
  }

  @Test
  void theVersionBeforeAnswersWhileItIsOpen() {
    List<ModelVersion> versions = registry.champions(3);
    ModelVersion third = versions.getLast();
    assertThat(answering(third).standby().map(Served::version)).contains(versions.get(1));

    long decision =
        registry.asWatcher().open(third, CHAMPION, Substitute.standby(), program("drift"), DRIFT);

    Answering answering = answering(third);
    assertThat(answering.present().version()).isEqualTo(third);
    assertThat(answering.breaker()).isEqualTo(BreakerState.OPEN);
    assertThat(answering.answers().map(Served::version)).contains(versions.get(1));
    assertThat(answering.policy()).contains(PolicyAnswer.REFER);
    assertThat(answering.probe()).isEmpty();
    DecisionRecord recorded = registry.breakers().history(third.name()).getLast();
    assertThat(recorded.id()).isEqualTo(decision);
    assertThat(recorded.kind()).isEqualTo(DecisionKind.OPENED);
    assertThat(recorded.signedAs()).isEqualTo(Signature.Kind.AUTOMATIC);
    assertThat(recorded.decidedBy()).isEqualTo(TestRegistry.nameOf(registry.watcher()));
    assertThat(recorded.breaking().orElseThrow().figuresJson()).isEqualTo(DRIFT);
    assertThat(registry.breakers().find(third, CHAMPION).switched()).contains(recorded);
    assertThat(registry.asTrainer().find(third).orElseThrow().aliases()).containsExactly(CHAMPION);
  }

  @Test
  void thePolicyAnswersWhereNoVersionCan() {
    ModelVersion only = registry.champions(1).getFirst();

    open(only);

    assertThat(answering(only).answers()).isEmpty();
    assertThat(answering(only).policy()).contains(PolicyAnswer.REFER);
    assertThat(registry.breakers().find(only, CHAMPION).answerer())
        .isEqualTo(new Answerer.Policy(PolicyAnswer.REFER));
  }

  @Test
  void thePolicyAnswersWhereSomebodyChoseIt() {
    ModelVersion second = registry.champions(2).getLast();

    registry
        .breakers()
        .open(
            second,
            CHAMPION,
            new Substitute.Policy(PolicyAnswer.DECLINE),
            officer("both are wrong"),
            NO_FIGURES);

    assertThat(answering(second).answers()).isEmpty();
    assertThat(answering(second).policy()).contains(PolicyAnswer.DECLINE);
  }

  @Test
  void itProvesItselfHalfOpenWhileTheSameGoesOnAnswering() {
    List<ModelVersion> versions = registry.champions(2);
    ModelVersion second = versions.getLast();
    open(second);

    registry
        .asWatcher()
        .halfOpen(
            second, CHAMPION, Substitute.standby(), program("an hour has passed"), NO_FIGURES);

    assertThat(answering(second).breaker()).isEqualTo(BreakerState.HALF_OPEN);
    assertThat(answering(second).answers().map(Served::version)).contains(versions.getFirst());
    assertThat(answering(second).probe().map(Served::version)).contains(second);

    registry.asWatcher().close(second, CHAMPION, program("the rules hold"), DRIFT);

    assertThat(answering(second).breaker()).isEqualTo(BreakerState.CLOSED);
    assertThat(answering(second).answers().map(Served::version)).contains(second);
    assertThat(answering(second).policy()).isEmpty();
  }

  @Test
  void nothingIsSwitchedTwice() {
    ModelVersion second = registry.champions(2).getLast();
    Breakers breakers = registry.breakers();
    assertThatExceptionOfType(BreakerClosedAlready.class)
        .isThrownBy(() -> breakers.close(second, CHAMPION, officer("fine"), NO_FIGURES))
        .withMessageContaining("is closed already")
        .withMessageContaining("There is nothing to do.");
    open(second);
    assertThatExceptionOfType(BreakerOpenAlready.class)
        .isThrownBy(() -> open(second))
        .withMessageContaining(second + " as champion is open already")
        .withMessageContaining("by \"watch\"");
    halfOpen(second);
    assertThatExceptionOfType(BreakerHalfOpenAlready.class).isThrownBy(() -> halfOpen(second));
    assertThat(breakers.history(second.name())).hasSize(2);
  }

  @Test
  void aPersonHasSomebodyElseAnswerAndNoProgramChangesThat() {
    List<ModelVersion> versions = registry.champions(3);
    ModelVersion third = versions.getLast();
    open(third);

    registry
        .breakers()
        .open(
            third,
            CHAMPION,
            new Substitute.Version(1, Optional.of(PolicyAnswer.DECLINE)),
            officer("the second is as bad"),
            NO_FIGURES);

    assertThat(answering(third).answers().map(Served::version)).contains(versions.getFirst());
    assertThat(answering(third).policy()).contains(PolicyAnswer.DECLINE);
    assertThatExceptionOfType(BreakerOpenAlready.class)
        .isThrownBy(() ->
            registry
                .asWatcher()
                .open(
                    third,
                    CHAMPION,
                    new Substitute.Version(2, Optional.empty()),
                    program("d"),
                    DRIFT));
    assertThat(answering(third).answers().map(Served::version)).contains(versions.getFirst());
  }

  @Test
  void onlyWhatTheAliasPointsAtIsTakenOut() {
    List<ModelVersion> versions = registry.champions(2);
    assertThatExceptionOfType(AliasMoved.class)
        .isThrownBy(() -> open(versions.getFirst()))
        .withMessageContaining("is version 2 and not 1");
    ModelVersion unserved = registry.approved(newModel());
    assertThatExceptionOfType(NotServed.class)
        .isThrownBy(() -> open(unserved))
        .withMessageContaining("There is no breaker to switch.");
    assertThatExceptionOfType(ModelNotFound.class)
        .isThrownBy(() -> open(new ModelVersion(unserved.name(), 9)));
  }

  @Test
  void onlyASoundApprovedVersionAnswersInstead() {
    List<ModelVersion> versions = registry.champions(2);
    ModelVersion second = versions.getLast();
    String model = second.name();
    ModelVersion candidate = registry.register(model);
    ModelVersion rejected = registry.register(model);
    registry.asApprover().reject(rejected, officer("unfair"));
    ModelVersion canary = registry.approved(model);
    registry.asApprover().promote(canary, CANARY, officer("try it"));
    registry.breakers().open(canary, CANARY, Substitute.standby(), officer("odd"), NO_FIGURES);

    assertUnfit(second, 2, "cannot answer instead of itself");
    assertUnfit(second, candidate.number(), "is a candidate");
    assertUnfit(second, rejected.number(), "is rejected");
    assertUnfit(second, canary.number(), "as canary is itself open");
    assertThatExceptionOfType(ModelNotFound.class).isThrownBy(() -> openWith(second, 77));
    assertThat(registry.breakers().history(model)).hasSize(1);
  }

  @Test
  void noProgramClosesWhatHasNotProvedItself() {
    ModelVersion second = registry.champions(2).getLast();
    open(second);

    assertThatExceptionOfType(ClosingNeedsPerson.class)
        .isThrownBy(
            () -> registry.asWatcher().close(second, CHAMPION, program("it was noise"), NO_FIGURES))
        .withMessageContaining("Half-open it first");

    registry.breakers().close(second, CHAMPION, officer("it was the file"), NO_FIGURES);
    assertThat(answering(second).breaker()).isEqualTo(BreakerState.CLOSED);
  }

  @Test
  void aPersonClearsAVersionThatNoAliasPointsAt() {
    List<ModelVersion> versions = registry.champions(2);
    open(versions.getLast());
    registry.asApprover().rollback(versions.getLast().name(), CHAMPION, officer("away with it"));
    assertThat(registry.breakers().all())
        .filteredOn(each -> each.version().equals(versions.getLast()))
        .singleElement()
        .satisfies(each -> assertThat(each.served()).isFalse());

    registry.breakers().close(versions.getLast(), CHAMPION, officer("it was fine"), NO_FIGURES);

    assertThat(registry.breakers().find(versions.getLast(), CHAMPION).state())
        .isEqualTo(BreakerState.CLOSED);
    assertThat(answering(versions.getFirst()).breaker()).isEqualTo(BreakerState.CLOSED);
  }

  private static void assertUnfit(ModelVersion version, int fallback, String why) {
    assertThatExceptionOfType(UnfitFallback.class)
        .isThrownBy(() -> openWith(version, fallback))
        .withMessageContaining(why);
  }

  private static void openWith(ModelVersion version, int fallback) {
    registry
        .breakers()
        .open(
            version,
            CHAMPION,
            new Substitute.Version(fallback, Optional.empty()),
            officer("drift"),
            NO_FIGURES);
  }

  private static void open(ModelVersion version) {
    registry.asWatcher().open(version, CHAMPION, Substitute.standby(), program("drift"), DRIFT);
  }

  private static void halfOpen(ModelVersion version) {
    registry
        .asWatcher()
        .halfOpen(version, CHAMPION, Substitute.standby(), program("try again"), NO_FIGURES);
  }

  private static Answering answering(ModelVersion version) {
    return registry.asReader().answering(version.name(), CHAMPION).orElseThrow();
  }
}
