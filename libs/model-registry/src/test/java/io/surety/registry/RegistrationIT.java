package io.surety.registry;

import static io.surety.registry.TestRegistry.candidate;
import static io.surety.registry.TestRegistry.nameOf;
import static io.surety.registry.TestRegistry.newModel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;

class RegistrationIT {

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
  void numbersTheVersionsOfAModelFromOne() {
    String model = newModel();

    assertThat(registry.register(model)).isEqualTo(new ModelVersion(model, 1));
    assertThat(registry.register(model)).isEqualTo(new ModelVersion(model, 2));
    assertThat(registry.register(newModel()).number()).isEqualTo(1);
  }

  @Test
  void keepsWhatWasRegisteredToTheByte() {
    Candidate candidate = candidate(newModel(), false);

    ModelVersion version = registry.asTrainer().register(candidate);

    RegisteredModel model = registry.asApprover().find(version).orElseThrow();
    assertThat(model.stage()).isEqualTo(Stage.CANDIDATE);
    assertThat(model.aliases()).isEmpty();
    assertThat(model.sha256()).isEqualTo(candidate.sha256());
    assertThat(model.evidenceJson()).isEqualTo(candidate.evidenceJson());
    assertThat(model.evidenceSha256())
        .isEqualTo(TestRegistry.sha256(candidate.evidenceJson().getBytes(StandardCharsets.UTF_8)));
    assertThat(model.gatesPassed()).isFalse();
    assertThat(model.dataHash()).isEqualTo("data-1");
    assertThat(model.proposedAs()).isEqualTo("Dora Data");
    assertThat(model.proposedBy()).isEqualTo(nameOf(registry.trainer()));
    assertThat(registry.asTrainer().bundle(version)).isEqualTo(candidate.bundle());
  }

  @Test
  void registersTheSameBundleOnce() {
    Candidate candidate = candidate(newModel());

    ModelVersion first = registry.asTrainer().register(candidate);
    ModelVersion again = registry.asTrainer().register(candidate);
    ModelVersion next = registry.register(candidate.modelName());

    assertThat(again).isEqualTo(first);
    assertThat(next.number()).isEqualTo(2);
  }

  @Test
  void letsTwoModelsHaveTheSameBundle() {
    Candidate candidate = candidate(newModel());
    Candidate sameBytes =
        new Candidate(
            newModel(),
            candidate.bundle(),
            candidate.sha256(),
            candidate.evidenceJson(),
            true,
            candidate.dataHash(),
            candidate.proposedAs());

    registry.asTrainer().register(candidate);

    assertThat(registry.asTrainer().register(sameBytes).number()).isEqualTo(1);
  }

  @Test
  void refusesABundleThatIsNotWhatItsHashSaysAndKeepsNothing() {
    Candidate candidate = candidate(newModel());
    Candidate wrong =
        new Candidate(
            candidate.modelName(),
            candidate.bundle(),
            "0".repeat(64),
            candidate.evidenceJson(),
            true,
            candidate.dataHash(),
            candidate.proposedAs());

    assertThatExceptionOfType(DataIntegrityViolationException.class)
        .isThrownBy(() -> registry.asTrainer().register(wrong))
        .withMessageContaining("bundle_is_what_its_hash_says");
    assertThat(registry.register(candidate.modelName()).number()).isEqualTo(1);
  }

  @Test
  void refusesEvidenceThatIsNoJsonObject() {
    Candidate candidate = candidate(newModel());
    Candidate wrong =
        new Candidate(
            candidate.modelName(),
            candidate.bundle(),
            candidate.sha256(),
            "very good",
            true,
            candidate.dataHash(),
            candidate.proposedAs());

    assertThatExceptionOfType(DataIntegrityViolationException.class)
        .isThrownBy(() -> registry.asTrainer().register(wrong))
        .withMessageContaining("evidence_is_a_json_object");
  }

  @Test
  void listsEveryVersionInOrder() {
    String model = newModel();
    ModelVersion first = registry.register(model);
    ModelVersion second = registry.register(model);

    List<ModelVersion> listed =
        registry.asTrainer().all().stream().map(RegisteredModel::version).toList();

    assertThat(listed).containsSubsequence(first, second);
  }

  @Test
  void saysWhichVersionDoesNotExist() {
    ModelVersion unknown = new ModelVersion(newModel(), 7);

    assertThat(registry.asTrainer().find(unknown)).isEmpty();
    assertThatExceptionOfType(ModelNotFound.class)
        .isThrownBy(() -> registry.asTrainer().bundle(unknown))
        .withMessageContaining(unknown.toString());
  }
}
