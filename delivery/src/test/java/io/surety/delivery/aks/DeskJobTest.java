package io.surety.delivery.aks;

import static io.surety.delivery.aks.TestAks.NEW;
import static io.surety.delivery.aks.TestAks.history;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.delivery.stages.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The Job in which lines of the training image run, made of the chart's CronJob. */
class DeskJobTest extends DeliveryToAks {

  private static final String SPOT = "kubernetes.azure.com/scalesetpriority";

  @Test
  void givesADeskOfAnotherLoginThatLoginAndTheNewImage() throws IOException {
    tools.answering("helm history", history("deploy old", "deploy new"));

    azure.aks().rollback(Environment.TEST);

    assertThat(Files.readString(home.resolve("target/surety-desk-approval-new.json")))
        .contains(
            "\"serviceAccountName\" : \"surety-approval\"",
            "\"value\" : \"surety_approval\"",
            "\"image\" : \"crsuretytesta5614.azurecr.io/surety-training-job@" + NEW,
            "\"sleep\"",
            "\"backoffLimit\" : 0")
        .doesNotContain("args");
  }

  @Test
  void waitsForANodeThatComesAndGoesOnlyToTrain() {
    azure.aks().train(Environment.DEV);
    azure.aks().rollback(Environment.TEST);

    assertThat(pod("training").at("/containers/0/resources/requests/cpu").asString())
        .isEqualTo("2");
    assertThat(pod("training").path("nodeSelector").path(SPOT).asString()).isEqualTo("spot");
    for (String work : List.of("migration", "approval")) {
      assertThat(pod(work).at("/containers/0/resources/requests/cpu").asString()).isEqualTo("250m");
      assertThat(pod(work).has("nodeSelector")).isFalse();
      assertThat(pod(work).has("tolerations")).isFalse();
    }
  }

  @Test
  void givesEachRunDesksOfItsOwn() {
    azure.aks(Map.of("BUILD_BUILDID", "417")).train(Environment.DEV);
    azure.aks(Map.of("BUILD_BUILDID", "418")).train(Environment.DEV);

    assertThat(tools.lines())
        .anyMatch(line -> line.contains("delete job surety-desk-training-417 "))
        .anyMatch(line -> line.contains("delete job surety-desk-training-418 "))
        .anyMatch(line -> line.contains("wait job/surety-desk-training-418 "));
  }

  @Test
  void refusesADeskWhoseLoginHasAnotherPassword() {
    tools.answering(
        "get cronjob surety-train",
        "{\"spec\":{\"jobTemplate\":{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"env\":[{\"name\":\"SURETY_DATABASE_PASSWORD_FILE\"}]}]}}}}}}");

    assertThatThrownBy(() -> azure.aks().rollback(Environment.TEST))
        .hasMessageContaining("a desk cannot be surety_approval")
        .hasMessageContaining("set database.identity to workload");
  }

  private JsonNode pod(String work) {
    return new JsonMapper()
        .readTree(home.resolve("target/surety-desk-%s-new.json".formatted(work)).toFile())
        .at("/spec/template/spec");
  }

  @Test
  void givesADeskFoldersOfItsOwnInPlaceOfStorage() throws IOException {
    azure.aks().deploy(Environment.TEST);

    JsonNode volumes = pod("reading").path("volumes");
    JsonNode expected =
        new JsonMapper()
            .readTree(
                """
                [{"name":"tmp","emptyDir":{"sizeLimit":"1Gi"}},
                 {"name":"reports","emptyDir":{"sizeLimit":"1Gi"}},
                 {"name":"models","emptyDir":{"sizeLimit":"1Gi"}},
                 {"name":"password","csi":{"driver":"secrets-store.csi.k8s.io"}},
                 {"name":"database-ca","configMap":{"name":"surety-database-ca"}}]
                """);
    assertThat(volumes).isEqualTo(expected);
  }
}
