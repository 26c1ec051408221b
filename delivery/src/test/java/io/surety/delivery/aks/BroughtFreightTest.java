package io.surety.delivery.aks;

import static io.surety.delivery.aks.TestAks.DEV_REGISTRY;
import static io.surety.delivery.aks.TestAks.NEW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.delivery.stages.Environment;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Images and export, brought into an environment and compared there. */
class BroughtFreightTest extends DeliveryToAks {

  @Test
  void deploysNothingWhenTheExportWasChanged() throws IOException {
    Files.writeString(home.resolve("target/ship/export.zip"), "another");

    assertThatThrownBy(() -> azure.aks().deploy(Environment.TEST))
        .hasMessageContaining("not the one that was approved");
    assertThat(azure.upgrades()).isEmpty();
  }

  @Test
  void bringsImagesWithTheirSignaturesAndVerifiesThemWhereTheyAreDeployed() {
    azure.aks().deploy(Environment.TEST);

    String name = "surety-feature-service";
    String signature = name + ":" + NEW.replace(':', '-');
    assertThat(tools.lines())
        .containsSubsequence(
            "az acr login --name crsuretytesta5614",
            imported(name + "@" + NEW, name + ":new"),
            imported(signature + ".sig", signature + ".sig"),
            imported(signature + ".att", signature + ".att"),
            "cosign verify --insecure-ignore-tlog=true --key %s --output text crsuretytesta5614.azurecr.io/%s@%s"
                .formatted(home.resolve("infra/cosign.pub"), name, NEW))
        .noneMatch(line -> line.contains("azurekms:"));
  }

  private static String imported(String source, String image) {
    return "az acr import --name crsuretytesta5614 --registry %s --source %s --image %s --force"
        .formatted(DEV_REGISTRY, source, image);
  }

  @Test
  void takesImagesOverFromTheEnvironmentBefore() {
    azure.aks().deploy(Environment.TEST);
    azure.aks().canary(Environment.PROD);

    assertThat(tools.lines())
        .filteredOn(line -> line.startsWith("az acr import --name crsuretyprod"))
        .hasSize(9)
        .allMatch(line -> line.contains("/rg-surety-test/") && line.contains("crsuretytesta5614"));
  }

  @Test
  void importsNothingWhereTheImagesAreAlready() {
    azure.aks().deploy(Environment.DEV);

    assertThat(tools.lines())
        .noneMatch(line -> line.startsWith("az acr import"))
        .filteredOn(line -> line.startsWith("cosign verify"))
        .hasSize(3);
  }

  @Test
  void saysHowToMakeThePublicKeyWhereThereIsNone() throws IOException {
    Files.delete(home.resolve("infra/cosign.pub"));

    assertThatThrownBy(() -> azure.aks().deploy(Environment.TEST))
        .hasMessageContaining("az keyvault key download")
        .hasMessageContaining("docs/pipeline.md");
    assertThat(azure.upgrades()).isEmpty();
  }

  @Test
  void putsAnExportThereOnceAndComparesWhatIsThere() throws IOException {
    tools.answering("storage blob exists", "true");
    Files.writeString(home.resolve("target/export-found.zip"), "zip");

    azure.aks().deploy(Environment.TEST);

    assertThat(tools.lines())
        .anyMatch(line -> line.contains("storage blob download"))
        .noneMatch(line -> line.contains("storage blob upload"));
  }

  @Test
  void deploysNothingWhereAnotherFileHasTheNameOfTheExport() throws IOException {
    tools.answering("storage blob exists", "true");
    Files.writeString(home.resolve("target/export-found.zip"), "another");

    assertThatThrownBy(() -> azure.aks().deploy(Environment.TEST))
        .hasMessageContaining("has another file named loan-risk-2-")
        .hasMessageContaining("nothing is deployed with it");
    assertThat(azure.upgrades()).isEmpty();
  }
}
