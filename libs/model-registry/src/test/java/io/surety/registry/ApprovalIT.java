package io.surety.registry;

import static io.surety.registry.TestRegistry.candidate;
import static io.surety.registry.TestRegistry.nameOf;
import static io.surety.registry.TestRegistry.newModel;
import static io.surety.registry.TestRegistry.officer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

class ApprovalIT {

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
  void recordsWhoApprovedWhenWhyAndOnWhichEvidence() {
    ModelVersion version = registry.register(newModel());
    Instant before = databaseTime();

    registry.asApprover().approve(version, officer("lift is good"), Optional.empty());

    RegisteredModel model = registry.asTrainer().find(version).orElseThrow();
    assertThat(model.stage()).isEqualTo(Stage.APPROVED);
    assertThat(registry.asTrainer().decisions(version))
        .singleElement()
        .satisfies(decision -> {
          assertThat(decision.kind()).isEqualTo(DecisionKind.APPROVED);
          assertThat(decision.decidedAt()).isBetween(before, databaseTime());
          assertThat(decision.decidedBy()).isEqualTo(nameOf(registry.approver()));
          assertThat(decision.claimedBy()).isEqualTo("Olga Officer");
          assertThat(decision.claimVerified()).isFalse();
          assertThat(decision.signedAs()).isEqualTo(Signature.Kind.PERSON);
          assertThat(decision.reason()).isEqualTo("lift is good");
          assertThat(decision.overrideReason()).isEmpty();
          assertThat(decision.alias()).isEmpty();
          assertThat(decision.evidenceSha256()).isEqualTo(model.evidenceSha256());
        });
  }

  @Test
  void verifiesAClaimOnlyWhenItIsTheLogin() {
    ModelVersion version = registry.register(newModel());

    registry
        .asApprover()
        .reject(version, Signature.of(nameOf(registry.approver()), "too few loans"));

    assertThat(registry.asTrainer().decisions(version))
        .singleElement()
        .satisfies(decision -> assertThat(decision.claimVerified()).isTrue());
    assertThat(registry.asTrainer().find(version).orElseThrow().stage()).isEqualTo(Stage.REJECTED);
  }

  @Test
  void refusesTheProposersLoginEvenWithBothRolesAndAnotherName() {
    DataSource both = registry.newLogin("surety_trainer", "surety_approver");
    ModelVersion version = new PostgresModels(both).register(candidate(newModel()));

    assertThatExceptionOfType(ProposerCannotApprove.class)
        .isThrownBy(
            () -> new PostgresModels(both).approve(version, officer("mine"), Optional.empty()))
        .withMessageContaining(nameOf(both))
        .withMessageContaining("another login");
    assertThat(registry.asTrainer().decisions(version)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Dora Data", "dora data", "  DORA  DATA\t", "Dora\u00a0Data"})
  void refusesTheProposersNameHoweverItIsSpelt(String name) {
    ModelVersion version = registry.register(newModel());

    assertThatExceptionOfType(ProposerCannotApprove.class)
        .isThrownBy(() ->
            registry.asApprover().approve(version, Signature.of(name, "mine"), Optional.empty()))
        .withMessageContaining("Dora Data");
  }

  @Test
  void refusesAFailedGateWithoutAnOverrideAndRecordsTheOverride() {
    ModelVersion version = registry.asTrainer().register(candidate(newModel(), false));

    assertThatExceptionOfType(GatesNotPassed.class)
        .isThrownBy(
            () -> registry.asApprover().approve(version, officer("looks fine"), Optional.empty()))
        .withMessageContaining(version.toString())
        .withMessageContaining("override");
    registry
        .asApprover()
        .approve(version, officer("looks fine"), Optional.of("for demonstration only"));

    assertThat(registry.asTrainer().decisions(version))
        .singleElement()
        .satisfies(
            decision -> assertThat(decision.overrideReason()).contains("for demonstration only"));
  }

  @Test
  void refusesABlankOverride() {
    ModelVersion version = registry.asTrainer().register(candidate(newModel(), false));

    assertThatExceptionOfType(DataIntegrityViolationException.class)
        .isThrownBy(() -> registry.asApprover().approve(version, officer("fine"), Optional.of(" ")))
        .withMessageContaining("override_has_its_reason");
  }

  @Test
  void recordsNoOverrideWhereEveryGatePassed() {
    ModelVersion version = registry.register(newModel());

    registry.asApprover().approve(version, officer("fine"), Optional.of("to be sure"));

    assertThat(registry.asTrainer().decisions(version).getFirst().overrideReason()).isEmpty();
  }

  @Test
  void decidesAVersionOnce() {
    ModelVersion approved = registry.approved(newModel());
    ModelVersion rejected = registry.register(newModel());
    registry.asApprover().reject(rejected, officer("unfair"));

    assertThatExceptionOfType(AlreadyDecided.class)
        .isThrownBy(() -> registry.asApprover().reject(approved, officer("after all")))
        .withMessageContaining("approved already, by \"Olga Officer\"");
    assertThatExceptionOfType(AlreadyDecided.class)
        .isThrownBy(
            () -> registry.asApprover().approve(rejected, officer("again"), Optional.empty()))
        .withMessageContaining("rejected already")
        .withMessageContaining("Train a new candidate.");
  }

  @Test
  void refusesToDecideAboutWhatDoesNotExist() {
    ModelVersion unknown = new ModelVersion(newModel(), 1);

    assertThatExceptionOfType(ModelNotFound.class)
        .isThrownBy(() -> registry.asApprover().reject(unknown, officer("no")))
        .withMessageContaining(unknown.toString());
  }

  @Test
  void letsAProgramApproveTheFirstVersionOfAModelAndNoOther() {
    String model = newModel();
    Signature program = Signature.automatic("surety up", "first model on simulated data");
    ModelVersion first = registry.register(model);
    ModelVersion second = registry.register(model);

    registry.asApprover().approve(first, program, Optional.empty());

    assertThat(registry.asTrainer().decisions(first).getFirst())
        .returns(Signature.Kind.AUTOMATIC, DecisionRecord::signedAs)
        .returns("first model on simulated data", DecisionRecord::reason);
    assertThatExceptionOfType(ApprovalNeedsPerson.class)
        .isThrownBy(() -> registry.asApprover().approve(second, program, Optional.empty()))
        .withMessageContaining("a person decides");
  }

  @Test
  void letsNoProgramOverrideAGate() {
    ModelVersion version = registry.asTrainer().register(candidate(newModel(), false));
    Signature program = Signature.automatic("surety up", "first model on simulated data");

    assertThatExceptionOfType(GatesNotPassed.class)
        .isThrownBy(() -> registry.asApprover().approve(version, program, Optional.empty()));
    assertThatExceptionOfType(DataIntegrityViolationException.class)
        .isThrownBy(() -> registry.asApprover().approve(version, program, Optional.of("anyway")))
        .withMessageContaining("only_people_override");
  }

  private static Instant databaseTime() {
    return JdbcClient.create(registry.trainer())
        .sql("SELECT clock_timestamp()")
        .query((row, number) -> row.getTimestamp(1).toInstant())
        .single();
  }
}
