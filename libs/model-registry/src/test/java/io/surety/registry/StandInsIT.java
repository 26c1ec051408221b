package io.surety.registry;

import static io.surety.registry.Alias.CANARY;
import static io.surety.registry.Alias.CHAMPION;
import static io.surety.registry.TestRegistry.officer;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whom a fallback answered for, as the history of decisions tells it. */
class StandInsIT {

  private static final Duration HOUR = Duration.ofHours(1);

  private static TestRegistry registry;
  private static StandIns standIns;

  @BeforeAll
  static void migrate() {
    registry = TestRegistry.create();
    standIns = new StandIns(registry.reader());
  }

  @AfterAll
  static void drop() {
    registry.close();
  }

  @Test
  void isTheVersionWhoseBreakerWasNotClosedThen() {
    List<ModelVersion> versions = registry.champions(2);
    ModelVersion first = versions.getFirst();
    ModelVersion second = versions.getLast();
    open(second, CHAMPION, Substitute.standby());
    Instant opened = since(second, CHAMPION);

    assertThat(standIns.stoodInFor(first, opened)).contains(second);
    assertThat(standIns.stoodInFor(first, opened.plus(HOUR))).as("it lasts").contains(second);
    assertThat(standIns.stoodInFor(first, opened.minus(HOUR))).as("before").isEmpty();
    assertThat(standIns.stoodInFor(second, opened)).as("stood in for nobody").isEmpty();

    registry.breakers().close(second, CHAMPION, officer("sound again"), Optional.empty());
    Instant closed = since(second, CHAMPION);

    assertThat(standIns.stoodInFor(first, closed.plusSeconds(2)))
        .as("services follow within some seconds")
        .contains(second);
    assertThat(standIns.stoodInFor(first, closed.plus(HOUR))).as("after").isEmpty();
  }

  @Test
  void isNobodyWhereThePolicyAnswered() {
    List<ModelVersion> versions = registry.champions(2);
    open(versions.getLast(), CHAMPION, new Substitute.Policy(PolicyAnswer.REFER));

    Instant opened = since(versions.getLast(), CHAMPION);

    assertThat(standIns.stoodInFor(versions.getFirst(), opened.plus(HOUR))).isEmpty();
  }

  @Test
  void isNotSaidWhereItAnsweredForTwo() {
    List<ModelVersion> versions = registry.champions(3);
    ModelVersion first = versions.get(0);
    ModelVersion canary = versions.get(1);
    ModelVersion champion = versions.get(2);
    registry.asApprover().promote(canary, CANARY, officer("on trial"));
    open(champion, CHAMPION, new Substitute.Version(first.number(), Optional.empty()));
    Instant one = since(champion, CHAMPION);
    assertThat(standIns.stoodInFor(first, one)).contains(champion);

    open(canary, CANARY, new Substitute.Version(first.number(), Optional.empty()));

    assertThat(standIns.stoodInFor(first, since(canary, CANARY).plus(HOUR))).isEmpty();
  }

  private static void open(ModelVersion version, Alias alias, Substitute substitute) {
    registry.breakers().open(version, alias, substitute, officer("drifted"), Optional.empty());
  }

  private static Instant since(ModelVersion version, Alias alias) {
    return registry.breakers().find(version, alias).since().orElseThrow();
  }
}
