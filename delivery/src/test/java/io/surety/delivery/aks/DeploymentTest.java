package io.surety.delivery.aks;

import static io.surety.delivery.aks.TestAks.NEW;
import static io.surety.delivery.aks.TestAks.OLD;
import static io.surety.delivery.aks.TestAks.history;
import static io.surety.delivery.aks.TestAks.inPhase;
import static io.surety.delivery.aks.TestAks.shown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.delivery.stages.Environment;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** What happens to the release of an environment, by what is there. */
class DeploymentTest extends DeliveryToAks {

  @Test
  void deploysNewDigestsWithTheExportAndComparesTheRegistry() {
    azure.aks().deploy(Environment.TEST);

    assertThat(azure.upgrades())
        .singleElement()
        .asString()
        .contains(
            "--rollback-on-failure",
            "--description 'deploy new'",
            "images.featureService.digest=" + NEW,
            "images.predictionService.digest=" + NEW,
            "images.training.digest=" + NEW,
            "model.export.file=loan-risk-2-",
            "--set-string model.export.sha256=" + azure.export(),
            "--set smoke.expectVersion=2",
            "--set-string smoke.tokenSecret=surety-smoke-token",
            "canary.phase=promoted");
    assertThat(tools.lines()).anyMatch(line -> line.contains("show loan-risk/2 --json"));
  }

  @Test
  void refusesARegistryWithOtherEvidence() {
    tools.answering("show loan-risk/2 --json", shown("3"));

    assertThatThrownBy(() -> azure.aks().deploy(Environment.TEST))
        .hasMessageContaining("another evidence_sha256 for loan-risk/2 (3)");
  }

  @Test
  void refusesADeploymentOfWhatPeopleTookBack() {
    tools.answering("show loan-risk/2 --json", "{\"sha256\":\"1\",\"evidence_sha256\":\"2\"}");

    assertThatThrownBy(() -> azure.aks().deploy(Environment.TEST))
        .hasMessageContaining("loan-risk/2 was deployed and is not the champion of test")
        .hasMessageContaining("./surety promote loan-risk/2 --to champion");
    tools.answering("helm get values", inPhase("trial"));
    assertThatThrownBy(() -> azure.aks().promote(Environment.PROD))
        .hasMessageContaining("is not the champion of prod");
  }

  @Test
  void triesAVersionThatIsNotTheChampionYet() {
    tools.answering("show loan-risk/2 --json", "{\"sha256\":\"1\",\"evidence_sha256\":\"2\"}");

    azure.aks().canary(Environment.PROD);

    assertThat(azure.upgrades())
        .hasSize(2)
        .allMatch(line -> line.contains("smoke.expectVersion=2"));
  }

  @Test
  void comparesOnlyWithEvidenceThatIsThere() throws IOException {
    Files.delete(home.resolve("target/ship/evidence.json"));

    assertThatThrownBy(() -> azure.aks().deploy(Environment.TEST))
        .hasMessageContaining("There is no evidence.json");
  }

  @Test
  void leavesWhatIsServedAsItIsDuringACanary() {
    azure.aks().canary(Environment.PROD);

    assertThat(azure.upgrades()).hasSize(2);
    assertThat(azure.upgrades().getFirst())
        .contains(
            "images.predictionService.digest=" + OLD,
            "canary.digest=" + NEW,
            "canary.phase=trial",
            "canary.weight=0");
    assertThat(azure.upgrades().getLast()).contains("canary.weight=10");
    assertThat(tools.lines()).filteredOn(line -> line.startsWith("helm test surety")).hasSize(2);
  }

  @Test
  void deploysWhereThereIsNothingBesideWhichACanaryCouldStand() {
    tools.answering("helm history", "", 1);

    azure.aks().canary(Environment.PROD);
    azure.aks().promote(Environment.PROD);

    assertThat(azure.upgrades()).singleElement().asString().contains("'deploy new'");
  }

  @Test
  void promotesACanary() {
    tools.answering("helm get values", inPhase("trial"));

    azure.aks().promote(Environment.PROD);

    assertThat(azure.upgrades())
        .singleElement()
        .asString()
        .contains("images.predictionService.digest=" + NEW, "canary.phase=promoted");
  }

  @Test
  void takesAClusterThatDoesNotAnswerForNoEmptyOne() {
    tools
        .answering("helm history", "", 1)
        .answering("get secrets --selector owner=helm,name=surety", "secret/sh.helm.release.v1");

    assertThatThrownBy(() -> azure.aks().canary(Environment.PROD))
        .hasMessageContaining("does not say its history");
    assertThatThrownBy(() -> azure.aks().rollback(Environment.PROD))
        .hasMessageContaining("does not say its history");
    assertThat(azure.upgrades()).isEmpty();
  }

  @Test
  void standsNoCanaryBesideAFloorThatHelmWentBackTo() {
    tools.answering(
        "helm history", history("floor new", "Upgrade failed: not ready", "Rollback to 1"));

    azure.aks().canary(Environment.PROD);

    assertThat(azure.upgrades()).singleElement().asString().contains("'deploy new'");
  }

  @Test
  void laysTheChartWithoutServicesBeforeTheFirstModel() {
    tools.answering("helm history", "", 1);

    azure.aks().train(Environment.DEV);

    assertThat(azure.upgrades())
        .singleElement()
        .asString()
        .contains(
            "'floor new'",
            "featureService.replicas=0",
            "predictionService.replicas=0",
            "watch.replicas=0",
            "batch.train.enabled=true");
  }
}
