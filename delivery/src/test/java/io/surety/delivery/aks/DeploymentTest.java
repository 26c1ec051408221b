package io.surety.delivery.aks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.delivery.Repository;
import io.surety.delivery.freight.Export;
import io.surety.delivery.freight.Freight;
import io.surety.delivery.freight.Image;
import io.surety.delivery.freight.Images;
import io.surety.delivery.stages.Environment;
import io.surety.delivery.tools.NotedLines;
import io.surety.delivery.tools.PinnedTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What happens to the release of an environment, by what is there. */
class DeploymentTest {

  private static final String OLD = "sha256:" + "a".repeat(64);
  private static final String NEW = "sha256:" + "b".repeat(64);
  private static final String JOB =
      """
      {"spec":{"jobTemplate":{"spec":{"template":{"spec":{"serviceAccountName":"surety-training",
       "containers":[{"name":"train","args":["train"],"env":[{"name":"SURETY_DATABASE_USER","value":"surety_training"}]}],
       "volumes":[{"name":"tmp","emptyDir":{"sizeLimit":"1Gi"}},
        {"name":"reports","csi":{"driver":"blob.csi.azure.com","volumeAttributes":{"clientID":"of-training"}}},
        {"name":"models","persistentVolumeClaim":{"claimName":"models"}},
        {"name":"password","csi":{"driver":"secrets-store.csi.k8s.io"}},
        {"name":"database-ca","configMap":{"name":"surety-database-ca"}}]}}}}}}
      """;

  private static final String DEV_REGISTRY =
      "/subscriptions/id/resourceGroups/rg-surety-dev/providers/Microsoft.ContainerRegistry/registries/crsuretydeva5614";

  @TempDir Path home;

  private final NotedLines tools =
      new NotedLines()
          .answering("rev-parse", "new")
          .answering("get cronjob", JOB)
          .answering("models --json", "[{\"version\":\"loan-risk/2\",\"aliases\":[\"champion\"]}]")
          .answering("get-access-token", "hidden-token")
          .answering("helm get values", values("promoted"))
          .answering("helm history", history("deploy old"));

  @BeforeEach
  void leaveFreight() throws IOException {
    Files.writeString(
        Files.createDirectories(home.resolve("infra")).resolve("cosign.pub"), "public key");
    Path ship = Files.createDirectories(home.resolve("target/ship"));
    Freight freight = new Freight(ship);
    freight.leave(
        new Images(
            "new",
            DEV_REGISTRY,
            Image.RECIPES.stream()
                .map(recipe ->
                    new Image(
                        recipe.name(),
                        "crsuretydeva5614.azurecr.io/" + recipe.name() + ":new",
                        NEW,
                        List.of("surety")))
                .toList()));
    freight.write("export.zip", "zip");
    freight.write("evidence.json", "{\"sha256\":\"1\",\"evidence_sha256\":\"2\"}");
    freight.leave(
        new Export("loan-risk/2", "export.zip", freight.sha256("export.zip"), Optional.empty()));
    tools.answering(
        "show loan-risk/2 --json",
        shown("2", decision("promoted", "automatic", freight.sha256("export.zip"))));
  }

  private static String values(String phase) {
    return "{\"canary\":{\"phase\":\"%1$s\"},\"security\":{\"audience\":\"api://surety\"},\"images\":{\"featureService\":{\"digest\":\"%2$s\"},\"predictionService\":{\"digest\":\"%2$s\"}}}"
        .formatted(phase, OLD);
  }

  /** The version as its registry shows it, champion by what was decided last. */
  private static String shown(String evidence, String... decisions) {
    return "{\"sha256\":\"1\",\"evidence_sha256\":\"%s\",\"aliases\":[\"champion\"],\"decisions\":[%s]}"
        .formatted(evidence, String.join(",", decisions));
  }

  private static String decision(String kind, String signedAs, String reason) {
    return "{\"kind\":\"%s\",\"alias\":\"champion\",\"signed_as\":\"%s\",\"reason\":\"deployed with the export %s\"}"
        .formatted(kind, signedAs, reason);
  }

  private AksDestination aks() {
    return new AksDestination(
        tools,
        new Freight(home.resolve("target/ship")),
        home,
        home.resolve("target"),
        new PinnedTools(home.resolve("target/tools")),
        Map.of("SURETY_CANARY_WATCH", "PT1M", "ARM_SUBSCRIPTION_ID", "id"),
        () -> {
          throw new AssertionError("nobody is asked");
        },
        List.of(),
        time -> {});
  }

  private static String history(String... descriptions) {
    StringBuilder json = new StringBuilder("[");
    for (int index = 0; index < descriptions.length; index++) {
      String status = index == descriptions.length - 1 ? "deployed" : "superseded";
      json.append(index == 0 ? "" : ",")
          .append(
              "{\"revision\":%d,\"status\":\"%s\",\"description\":\"%s\"}"
                  .formatted(
                      index + 1,
                      descriptions[index].startsWith("Upgrade") ? "failed" : status,
                      descriptions[index]));
    }
    return json.append("]").toString();
  }

  private List<String> takenBack() {
    return tools.lines().stream()
        .filter(line -> line.contains("exec job/surety-desk-approval -- surety rollback"))
        .toList();
  }

  private List<String> upgrades() {
    return tools.lines().stream().filter(line -> line.startsWith("helm upgrade")).toList();
  }

  @Test
  void deploysNewDigestsWithTheExportAndComparesTheRegistry() {
    aks().deploy(Environment.TEST);

    assertThat(upgrades())
        .singleElement()
        .asString()
        .contains(
            "--rollback-on-failure",
            "--description 'deploy new'",
            "images.featureService.digest=" + NEW,
            "images.predictionService.digest=" + NEW,
            "images.training.digest=" + NEW,
            "model.export.file=loan-risk-2-",
            "--set-string model.export.sha256="
                + new Freight(home.resolve("target/ship")).sha256("export.zip"),
            "--set smoke.expectVersion=2",
            "--set-string smoke.tokenSecret=surety-smoke-token",
            "canary.phase=promoted");
    assertThat(tools.lines()).anyMatch(line -> line.contains("show loan-risk/2 --json"));
  }

  @Test
  void refusesARegistryWithOtherEvidence() {
    tools.answering("show loan-risk/2 --json", shown("3"));

    assertThatThrownBy(() -> aks().deploy(Environment.TEST))
        .hasMessageContaining("another evidence_sha256 for loan-risk/2 (3)");
  }

  @Test
  void refusesADeploymentOfWhatPeopleTookBack() {
    tools.answering("show loan-risk/2 --json", "{\"sha256\":\"1\",\"evidence_sha256\":\"2\"}");

    assertThatThrownBy(() -> aks().deploy(Environment.TEST))
        .hasMessageContaining("loan-risk/2 was deployed and is not the champion of test")
        .hasMessageContaining("./surety promote loan-risk/2 --to champion");
    tools.answering("helm get values", values("trial"));
    assertThatThrownBy(() -> aks().promote(Environment.PROD))
        .hasMessageContaining("is not the champion of prod");
  }

  @Test
  void triesAVersionThatIsNotTheChampionYet() {
    tools.answering("show loan-risk/2 --json", "{\"sha256\":\"1\",\"evidence_sha256\":\"2\"}");

    aks().canary(Environment.PROD);

    assertThat(upgrades()).hasSize(2).allMatch(line -> line.contains("smoke.expectVersion=2"));
  }

  @Test
  void comparesOnlyWithEvidenceThatIsThere() throws IOException {
    Files.delete(home.resolve("target/ship/evidence.json"));

    assertThatThrownBy(() -> aks().deploy(Environment.TEST))
        .hasMessageContaining("There is no evidence.json");
  }

  @Test
  void deploysNothingWhenTheExportWasChanged() throws IOException {
    Files.writeString(home.resolve("target/ship/export.zip"), "another");

    assertThatThrownBy(() -> aks().deploy(Environment.TEST))
        .hasMessageContaining("not the one that was approved");
    assertThat(upgrades()).isEmpty();
  }

  @Test
  void leavesWhatIsServedAsItIsDuringACanary() {
    aks().canary(Environment.PROD);

    assertThat(upgrades()).hasSize(2);
    assertThat(upgrades().getFirst())
        .contains(
            "images.predictionService.digest=" + OLD,
            "canary.digest=" + NEW,
            "canary.phase=trial",
            "canary.weight=0");
    assertThat(upgrades().getLast()).contains("canary.weight=10");
    assertThat(tools.lines()).filteredOn(line -> line.startsWith("helm test surety")).hasSize(2);
  }

  @Test
  void testsWithATokenThatIsInNoLineAndNoFileAndGoneAfterwards() throws IOException {
    aks().smoke(Environment.TEST);

    assertThat(tools.lines())
        .containsSubsequence(
            "az account get-access-token --scope api://surety/.default --query accessToken --output tsv",
            kubectl("create --filename -"),
            tools.lines().stream()
                .filter(line -> line.startsWith("helm test surety"))
                .findFirst()
                .orElseThrow(),
            kubectl("delete secret surety-smoke-token --ignore-not-found"))
        .noneMatch(line -> line.contains("hidden-token"));
    assertThat(tools.fed())
        .singleElement()
        .asString()
        .contains("\"name\":\"surety-smoke-token\"", "\"token\":\"hidden-token\"");
    try (Stream<Path> files = Files.walk(home)) {
      assertThat(files.filter(Files::isRegularFile))
          .allSatisfy(file -> assertThat(file).content().doesNotContain("hidden-token"));
    }
  }

  @Test
  void removesTheTokenAlsoWhenTheTestFails() {
    tools.answering("helm test", "", 1);

    assertThatThrownBy(() -> aks().smoke(Environment.TEST)).hasMessageContaining("helm test");
    assertThat(tools.lines())
        .last()
        .isEqualTo(kubectl("delete secret surety-smoke-token --ignore-not-found"));
  }

  @Test
  void saysWhatIsMissingWhereTheReleaseNamesNoAudience() {
    tools.answering("helm get values", "{}");

    assertThatThrownBy(() -> aks().smoke(Environment.TEST))
        .hasMessageContaining("give security.audience in helm/site-test.yaml");
  }

  private String kubectl(String line) {
    return "kubectl --kubeconfig %s --namespace surety %s"
        .formatted(home.resolve("target/kube-test"), line);
  }

  @Test
  void deploysWhereThereIsNothingBesideWhichACanaryCouldStand() {
    tools.answering("helm history", "", 1);

    aks().canary(Environment.PROD);
    aks().promote(Environment.PROD);

    assertThat(upgrades()).singleElement().asString().contains("'deploy new'");
  }

  @Test
  void promotesACanary() {
    tools.answering("helm get values", values("trial"));

    aks().promote(Environment.PROD);

    assertThat(upgrades())
        .singleElement()
        .asString()
        .contains("images.predictionService.digest=" + NEW, "canary.phase=promoted");
  }

  @Test
  void withdrawsACanaryAndGoesBackFromOneThatWasPromoted() {
    tools
        .answering("helm get values", values("trial"))
        .answering("models --json", "[{\"version\":\"loan-risk/2\",\"aliases\":[\"canary\"]}]");
    aks().withdraw(Environment.PROD);
    assertThat(upgrades())
        .singleElement()
        .asString()
        .contains("canary.phase=withdrawn")
        .doesNotContain("expectVersion");
    assertThat(takenBack()).isEmpty();

    tools
        .answering("helm get values", values("promoted"))
        .answering("models --json", "[{\"version\":\"loan-risk/2\",\"aliases\":[\"champion\"]}]")
        .answering("helm history", history("deploy old", "canary new", "promote new"));
    aks().withdraw(Environment.PROD);

    assertThat(tools.lines()).anyMatch(line -> line.startsWith("helm rollback surety 1 "));
    assertThat(takenBack())
        .singleElement()
        .asString()
        .contains("surety rollback --automatic --model loan-risk --by deployment --reason");
  }

  @Test
  void takesTheModelBackWherePromotingFailedAndHelmWentBackToTheCanary() {
    tools
        .answering("helm get values", values("trial"))
        .answering(
            "helm history",
            history("deploy old", "canary new", "Upgrade failed: timed out", "Rollback to 2"));

    aks().withdraw(Environment.PROD);

    assertThat(takenBack()).hasSize(1);
    assertThat(upgrades()).singleElement().asString().contains("canary.phase=withdrawn");
  }

  @Test
  void withdrawsTheCanaryAlsoWhenTheModelCannotBeTakenBack() {
    tools.answering("helm get values", values("trial")).answering("surety rollback", "", 1);

    assertThatThrownBy(() -> aks().withdraw(Environment.PROD))
        .hasMessageContaining("loan-risk/2 could not be taken back and is still the champion");
    assertThat(upgrades()).singleElement().asString().contains("canary.phase=withdrawn");
  }

  @Test
  void takesTheModelBackWhereHelmWentBackByItself() {
    tools.answering(
        "helm history", history("deploy old", "Upgrade failed: not ready", "Rollback to 1"));

    aks().rollback(Environment.TEST);

    assertThat(takenBack()).hasSize(1);
    assertThat(tools.lines()).noneMatch(line -> line.startsWith("helm rollback"));
  }

  @Test
  void goesBackBeforeThisCommitWhereHelmWentBackToIt() {
    tools.answering(
        "helm history",
        history("deploy old", "deploy new", "Upgrade failed: not ready", "Rollback to 2"));

    aks().rollback(Environment.TEST);

    assertThat(takenBack()).hasSize(1);
    assertThat(tools.lines()).anyMatch(line -> line.startsWith("helm rollback surety 1 "));
  }

  @Test
  void goesBackWhereHelmCouldNot() {
    tools.answering(
        "helm history",
        "[{\"revision\":1,\"status\":\"deployed\",\"description\":\"deploy old\"},{\"revision\":2,\"status\":\"failed\",\"description\":\"Upgrade failed\"}]");

    aks().rollback(Environment.TEST);

    assertThat(tools.lines()).anyMatch(line -> line.startsWith("helm rollback surety 1 "));
  }

  @Test
  void hasNothingToTakeBackWhereAFirstInstallationFailed() {
    tools.answering("helm history", "", 1).answering("helm get values", "", 1);

    aks().withdraw(Environment.PROD);
    aks().rollback(Environment.TEST);

    assertThat(takenBack()).isEmpty();
    assertThat(tools.lines()).noneMatch(line -> line.startsWith("helm rollback"));
  }

  @Test
  void takesAClusterThatDoesNotAnswerForNoEmptyOne() {
    tools
        .answering("helm history", "", 1)
        .answering("get secrets --selector owner=helm,name=surety", "secret/sh.helm.release.v1");

    assertThatThrownBy(() -> aks().canary(Environment.PROD))
        .hasMessageContaining("does not say its history");
    assertThatThrownBy(() -> aks().rollback(Environment.PROD))
        .hasMessageContaining("does not say its history");
    assertThat(upgrades()).isEmpty();
  }

  @Test
  void standsNoCanaryBesideAFloorThatHelmWentBackTo() {
    tools.answering(
        "helm history", history("floor new", "Upgrade failed: not ready", "Rollback to 1"));

    aks().canary(Environment.PROD);

    assertThat(upgrades()).singleElement().asString().contains("'deploy new'");
  }

  @Test
  void leavesAChampionThatPeopleOrAnotherExportMade() {
    tools.answering("helm history", history("deploy old", "deploy new"));
    String sha256 = new Freight(home.resolve("target/ship")).sha256("export.zip");
    String promoted = decision("promoted", "automatic", sha256);
    for (String later :
        List.of(
            decision("promoted", "person", sha256),
            decision("promoted", "automatic", "of another"),
            decision("rolled_back", "person", "of 3"))) {
      tools.answering("show loan-risk/2 --json", shown("2", promoted, later));
      aks().rollback(Environment.TEST);
    }

    assertThat(takenBack()).isEmpty();
  }

  @Test
  void goesBackNoFurtherThanThisCommit() {
    tools.answering("helm history", history("deploy older", "deploy old"));

    aks().rollback(Environment.TEST);

    assertThat(tools.lines()).noneMatch(line -> line.startsWith("helm rollback"));
  }

  @Test
  void saysWhenThereIsNothingToGoBackTo() {
    tools.answering("helm history", history("floor new", "deploy new"));

    assertThatThrownBy(() -> aks().rollback(Environment.TEST))
        .hasMessageContaining("Nothing was deployed here before this commit");
  }

  @Test
  void leavesAnotherVersionThatIsChampionWhereItIs() {
    tools
        .answering("helm history", history("deploy old", "deploy new"))
        .answering("models --json", "[{\"version\":\"loan-risk/1\",\"aliases\":[\"champion\"]}]");

    aks().rollback(Environment.TEST);

    assertThat(takenBack()).isEmpty();
  }

  @Test
  void laysTheChartWithoutServicesBeforeTheFirstModel() {
    tools.answering("helm history", "", 1);

    aks().train(Environment.DEV);

    assertThat(upgrades())
        .singleElement()
        .asString()
        .contains(
            "'floor new'",
            "featureService.replicas=0",
            "predictionService.replicas=0",
            "batch.train.enabled=true");
  }

  @Test
  void givesADeskOfAnotherLoginThatLoginAndTheNewImage() throws IOException {
    tools.answering("helm history", history("deploy old", "deploy new"));

    aks().rollback(Environment.TEST);

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
    aks().deploy(Environment.TEST);

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

  @Test
  void bringsImagesWithTheirSignaturesAndVerifiesThemWhereTheyAreDeployed() {
    aks().deploy(Environment.TEST);

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
    aks().deploy(Environment.TEST);
    aks().canary(Environment.PROD);

    assertThat(tools.lines())
        .filteredOn(line -> line.startsWith("az acr import --name crsuretyprod"))
        .hasSize(9)
        .allMatch(line -> line.contains("/rg-surety-test/") && line.contains("crsuretytesta5614"));
  }

  @Test
  void importsNothingWhereTheImagesAreAlready() {
    aks().deploy(Environment.DEV);

    assertThat(tools.lines())
        .noneMatch(line -> line.startsWith("az acr import"))
        .filteredOn(line -> line.startsWith("cosign verify"))
        .hasSize(3);
  }

  @Test
  void saysHowToMakeThePublicKeyWhereThereIsNone() throws IOException {
    Files.delete(home.resolve("infra/cosign.pub"));

    assertThatThrownBy(() -> aks().deploy(Environment.TEST))
        .hasMessageContaining("az keyvault key download")
        .hasMessageContaining("docs/pipeline.md");
    assertThat(upgrades()).isEmpty();
  }

  @Test
  void namesWhatTheInfrastructureMakes() {
    AzureNames names = new AzureNames(Environment.PROD, "", "00000000-0000-0000-0000-000000000000");

    assertThat(names.registry()).matches("crsuretyprod[0-9a-f]{5}");
    assertThat(names.storageAccount()).isEqualTo("stsuretyprod" + names.registry().substring(12));
    assertThat(Repository.file("infra/main.tf"))
        .content()
        .contains(
            "\"surety-${var.environment}${var.instance}\"",
            "substr(sha256(data.azurerm_client_config.current.subscription_id), 0, 5)",
            "\"cr${local.joined_name}${local.suffix}\"",
            "\"st${local.joined_name}${local.suffix}\"",
            "\"kv-${local.name}-${local.suffix}\"",
            "\"aks-${local.name}\"",
            "\"rg-${local.name}\"");
  }

  @Test
  void namesASecondInstanceAsTheInfrastructureDoes() {
    AzureNames names = new AzureNames(Environment.PROD, "-b", "id");

    assertThat(names.resourceGroup()).isEqualTo("rg-surety-prod-b");
    assertThat(names.cluster()).isEqualTo("aks-surety-prod-b");
    assertThat(names.registryHost()).isEqualTo("crsuretyprodba5614.azurecr.io");
    assertThat(names.storageAccount()).isEqualTo("stsuretyprodba5614");
    assertThat(names.signingKey()).contains("kv-surety-prod-b-a5614.");
    assertThatThrownBy(() -> new AzureNames(Environment.PROD, "b", "id"))
        .hasMessageContaining("TF_VAR_INSTANCE is a hyphen and one small letter");
  }

  @Test
  void putsAnExportThereOnceAndComparesWhatIsThere() throws IOException {
    tools.answering("storage blob exists", "true");
    Files.writeString(home.resolve("target/export-found.zip"), "zip");

    aks().deploy(Environment.TEST);

    assertThat(tools.lines())
        .anyMatch(line -> line.contains("storage blob download"))
        .noneMatch(line -> line.contains("storage blob upload"));
  }

  @Test
  void deploysNothingWhereAnotherFileHasTheNameOfTheExport() throws IOException {
    tools.answering("storage blob exists", "true");
    Files.writeString(home.resolve("target/export-found.zip"), "another");

    assertThatThrownBy(() -> aks().deploy(Environment.TEST))
        .hasMessageContaining("has another file named loan-risk-2-")
        .hasMessageContaining("nothing is deployed with it");
    assertThat(upgrades()).isEmpty();
  }
}
