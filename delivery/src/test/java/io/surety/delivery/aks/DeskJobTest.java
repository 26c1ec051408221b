package io.surety.delivery.aks;

import static io.surety.delivery.aks.TestAks.NEW;
import static io.surety.delivery.aks.TestAks.history;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.delivery.stages.Environment;
import io.surety.delivery.tools.NotedLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The Job in which lines of the training image run, made of the chart's CronJob. */
class DeskJobTest {

  @TempDir Path home;

  private TestAks azure;
  private NotedLines tools;

  @BeforeEach
  void leaveFreight() throws IOException {
    azure = new TestAks(home);
    tools = azure.tools();
  }

  @Test
  void givesADeskOfAnotherLoginThatLoginAndTheNewImage() throws IOException {
    tools.answering("helm history", history("deploy old", "deploy new"));

    azure.aks().rollback(Environment.TEST);

    assertThat(Files.readString(home.resolve("target/desk-surety-approval.json")))
        .contains(
            "\"serviceAccountName\" : \"surety-approval\"",
            "\"value\" : \"surety_approval\"",
            "\"image\" : \"crsuretytesta5614.azurecr.io/surety-training-job@" + NEW,
            "\"sleep\"",
            "\"backoffLimit\" : 0")
        .doesNotContain("args");
  }

  @Test
  void givesADeskFoldersOfItsOwnInPlaceOfStorage() throws IOException {
    azure.aks().deploy(Environment.TEST);

    JsonNode volumes =
        new JsonMapper()
            .readTree(home.resolve("target/desk-surety-training.json").toFile())
            .at("/spec/template/spec/volumes");
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
