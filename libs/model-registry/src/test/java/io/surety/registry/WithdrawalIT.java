package io.surety.registry;

import static io.surety.registry.Alias.CANARY;
import static io.surety.registry.Alias.CHAMPION;
import static io.surety.registry.TestRegistry.newModel;
import static io.surety.registry.TestRegistry.officer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WithdrawalIT {

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
  void aCanaryIsPromotedBesideTheChampionAndWithdrawnAgain() {
    String model = newModel();
    ModelVersion first = registry.approved(model);
    ModelVersion second = registry.approved(model);
    Models models = registry.asApprover();
    models.promote(first, CHAMPION, officer("best"));
    models.promote(second, CANARY, officer("try it"));
    assertThat(registry.asReader().find(model, CANARY).orElseThrow().version()).isEqualTo(second);

    assertThat(models.withdraw(model, CANARY, officer("too strict"))).isEqualTo(second);

    assertThat(registry.asReader().find(model, CANARY)).isEmpty();
    assertThat(registry.asReader().find(model, CHAMPION).orElseThrow().version()).isEqualTo(first);
    DecisionRecord withdrawal = models.decisions(model).getLast();
    assertThat(withdrawal.kind()).isEqualTo(DecisionKind.WITHDRAWN);
    assertThat(withdrawal.version()).isEqualTo(second);
    assertThat(models.timeline(model, CANARY))
        .singleElement()
        .satisfies(tenure -> assertThat(tenure.until()).contains(withdrawal.decidedAt()));
    assertThat(models.servedOn(model, CANARY, withdrawal.decidedAt())).isEmpty();
  }

  @Test
  void nobodyGoesBackBehindAWithdrawal() {
    String model = newModel();
    Models models = registry.asApprover();
    models.promote(registry.approved(model), CANARY, officer("one"));
    models.withdraw(model, CANARY, officer("over"));
    assertThatExceptionOfType(NothingToRollBackTo.class)
        .isThrownBy(() -> models.rollback(model, CANARY, officer("back")));

    ModelVersion second = registry.approved(model);
    models.promote(second, CANARY, officer("two"));
    assertThatExceptionOfType(NothingToRollBackTo.class)
        .isThrownBy(() -> models.rollback(model, CANARY, officer("back")));
    models.promote(registry.approved(model), CANARY, officer("three"));
    assertThat(models.rollback(model, CANARY, officer("back"))).isEqualTo(second);
  }

  @Test
  void theSameVersionMayBePromotedAgainAfterwards() {
    String model = newModel();
    ModelVersion version = registry.approved(model);
    Models models = registry.asApprover();
    models.promote(version, CHAMPION, officer("best"));
    models.withdraw(model, CHAMPION, officer("nobody shall ask it today"));
    models.promote(version, CHAMPION, officer("it was the data"));
    assertThat(registry.asReader().find(model, CHAMPION).orElseThrow().version())
        .isEqualTo(version);
  }

  @Test
  void nothingIsWithdrawnTwice() {
    String model = newModel();
    Models models = registry.asApprover();
    models.promote(registry.approved(model), CANARY, officer("one"));
    models.withdraw(model, CANARY, officer("over"));
    assertThatExceptionOfType(NotServed.class)
        .isThrownBy(() -> models.withdraw(model, CANARY, officer("over")))
        .withMessageContaining("There is nothing to withdraw");
  }
}
