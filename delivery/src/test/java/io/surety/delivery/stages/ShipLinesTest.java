package io.surety.delivery.stages;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.delivery.Repository;
import io.surety.delivery.TypedLines;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The lines of every stage, printed instead of run. */
class ShipLinesTest {

  @TempDir Path home;

  private String print(String... words) {
    return print(Map.of("ARM_SUBSCRIPTION_ID", "id", "SURETY_CANARY_WATCH", "PT1M"), words);
  }

  private String print(Map<String, String> environment, String... words) {
    TypedLines lines = new TypedLines(home, environment, "");
    String[] all =
        Stream.concat(
                Stream.of("ship"), Stream.concat(List.of(words).stream(), Stream.of("--dry-run")))
            .toArray(String[]::new);
    assertThat(lines.run(all)).as(lines.err()).isZero();
    return lines.out().replace(home.toString(), "HOME");
  }

  @ParameterizedTest
  @EnumSource(StageName.class)
  void printsEveryStageOfAksAndLeavesNothing(StageName stage) {
    assertThat(print(stage.toString(), "--target", "aks", "--environment", "dev")).isNotEmpty();
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void buildsScansPushesAndSignsImagesInThisOrder() {
    assertThat(
            print(
                Map.of(
                    "ARM_SUBSCRIPTION_ID",
                    "id",
                    "SURETY_RUN_IMAGE",
                    "eclipse-temurin:25-jre@sha256:1"),
                "images",
                "--target",
                "aks"))
        .containsSubsequence(
            "az acr login --name crsuretydeva5614",
            "docker build --file Dockerfile.feature --tag crsuretydeva5614.azurecr.io/surety-feature-service:000000000000",
            "--build-arg RUN_IMAGE=eclipse-temurin:25-jre@sha256:1",
            "syft scan docker:crsuretydeva5614.azurecr.io/surety-feature-service:000000000000",
            "trivy image --scanners vuln --severity HIGH,CRITICAL --ignore-unfixed --exit-code 1",
            "docker push crsuretydeva5614.azurecr.io/surety-feature-service:000000000000",
            "cosign sign --yes --tlog-upload=false --key azurekms://kv-surety-dev-a5614.vault.azure.net/surety-images",
            "surety-feature-service@sha256:",
            "cosign attest",
            "Dockerfile.prediction",
            "Dockerfile.training");
  }

  @Test
  void trainsAtADeskInTheCluster() {
    assertThat(print("train", "--target", "aks", "--environment", "dev"))
        .containsSubsequence(
            "az aks get-credentials --resource-group rg-surety-dev --name aks-surety-dev",
            "kubelogin convert-kubeconfig --login azurecli",
            "get cronjob surety-train --output json",
            "apply --filename",
            "exec job/surety-desk-training-000000000000 -- surety train --by",
            "exec job/surety-desk-training-000000000000 -- surety show loan-risk/2 --json",
            "exec job/surety-desk-training-000000000000 -- cat /tmp/report.html",
            "delete job surety-desk-training-000000000000 --wait=false");
  }

  @Test
  void deploysTheSameDigestsAndTheExportThatWasApproved() {
    assertThat(print("deploy", "--target", "aks", "--environment", "test"))
        .containsSubsequence(
            "az acr login --name crsuretytesta5614",
            "az acr import --name crsuretytesta5614 --registry REGISTRY --source surety-feature-service@sha256:",
            "cosign verify --insecure-ignore-tlog=true --key HOME/infra/cosign.pub",
            "crsuretytesta5614.azurecr.io/surety-feature-service@sha256:",
            "az storage blob upload --auth-mode login --account-name stsuretytesta5614 --container-name exports",
            "helm upgrade surety HOME/helm",
            "--install --rollback-on-failure --timeout 15m",
            "--values HOME/helm/values-test.yaml",
            "--set-string model.export.sha256=" + "0".repeat(64),
            "images.featureService.digest=sha256:",
            "show loan-risk/2 --json");
  }

  @Test
  void startsACanaryWithoutRequestsAndWatchesIt() {
    assertThat(print("canary", "--target", "aks", "--environment", "prod"))
        .containsSubsequence(
            "helm history surety",
            "--set-string canary.phase=trial",
            "--set canary.weight=0",
            "--set-string canary.phase=trial",
            "--set canary.weight=10",
            "helm test surety",
            "helm test surety");
  }

  @Test
  void testsWithATokenThatStandsInNoLine() {
    assertThat(print("smoke", "--target", "aks", "--environment", "prod"))
        .containsSubsequence(
            "az account get-access-token --scope AUDIENCE/.default",
            "create --filename -",
            "helm test surety",
            "delete secret surety-smoke-token --ignore-not-found")
        .doesNotContain("TOKEN");
  }

  @Test
  void goesBackWithTheChampionAndSaysThatAProgramDidIt() {
    for (String target : List.of("aks", "compose")) {
      assertThat(print("rollback", "--target", target, "--environment", "prod"))
          .containsSubsequence(
              "models --json",
              "show loan-risk/2 --json",
              "surety rollback --automatic --model loan-risk --by deployment --reason");
    }
  }

  @Test
  void goesToTheInstanceThatTerraformIsTold() {
    for (String name : List.of("TF_VAR_INSTANCE", "TF_VAR_instance")) {
      Map<String, String> second = Map.of(name, "-b", "ARM_SUBSCRIPTION_ID", "id");
      assertThat(print(second, "deploy", "--target", "aks", "--environment", "prod"))
          .contains("--resource-group rg-surety-prod-b --name aks-surety-prod-b")
          .doesNotContain("rg-surety-prod ");
      assertThat(print(second, "infra-apply", "--target", "aks", "--environment", "prod"))
          .containsSubsequence(
              "-backend-config=key=surety-b.tfstate",
              "az aks update --resource-group rg-surety-prod-b --name aks-surety-prod-b");
    }
  }

  @Test
  void promotesAndWithdrawsByOneValue() {
    assertThat(print("promote", "--target", "aks", "--environment", "prod"))
        .contains("--set-string canary.phase=promoted");
    assertThat(print("withdraw", "--target", "aks", "--environment", "prod"))
        .contains("--set-string canary.phase=withdrawn");
  }

  @Test
  void appliesThePlanThatWasRead() {
    assertThat(print("infra-plan", "--target", "aks", "--environment", "prod"))
        .containsSubsequence(
            "terraform -chdir=HOME/infra init", "plan", "-out=HOME/target/ship/infra/prod.tfplan");
    assertThat(print("infra-apply", "--target", "aks", "--environment", "prod"))
        .containsSubsequence(
            "init",
            "apply",
            "HOME/target/ship/infra/prod.tfplan",
            "az aks update --resource-group rg-surety-prod --name aks-surety-prod"
                + " --enable-gateway-api --enable-app-routing-istio");
  }

  @Test
  void handsTerraformItsVariablesUnderTheirOwnNames() {
    assertThat(
            print(
                Map.of("TF_VAR_ALERT_EMAILS", "[]", "ARM_SUBSCRIPTION_ID", "id"),
                "infra-plan",
                "--target",
                "aks",
                "--environment",
                "dev"))
        .contains("TF_VAR_alert_emails=…");
  }

  @Test
  void buildsAndTrainsWithComposeWithoutARegistry() {
    assertThat(print("images", "--target", "compose"))
        .contains("docker build --file Dockerfile.training --tag surety-training-job:000000000000")
        .doesNotContain("push", "cosign", "az ");
    assertThat(
            print(
                "train", "--target", "compose", "--environment", "dev", "--set", "learner.trees=1"))
        .containsSubsequence(
            "run --detach --name surety-desk-training --entrypoint sleep training",
            "docker exec surety-desk-training surety train --by",
            "--set learner.trees=1");
    assertThat(print("approve", "--target", "compose", "--environment", "dev", "--by", "Rita"))
        .contains("docker exec surety-desk-approval surety approve loan-risk/2 --by Rita");
  }

  @Test
  void printsNoTokenThatIsInTheEnvironment() {
    assertThat(
            print(
                Map.of(
                    "SYSTEM_ACCESSTOKEN",
                    "hidden-token",
                    "AZURESUBSCRIPTION_SERVICE_CONNECTION_ID",
                    "connection-id"),
                "infra-plan",
                "--target",
                "aks",
                "--environment",
                "dev"))
        .doesNotContain("hidden-token", "connection-id")
        .contains("ARM_USE_OIDC=…");
  }

  @Test
  void refusesInASentenceWhatMakesNoSense() {
    assertThat(refusal("paint", "--target", "aks"))
        .contains("There is no stage 'paint'; the stages are tools, verify");
    assertThat(refusal("deploy", "--target", "aks"))
        .contains("add --environment dev, test or prod");
    assertThat(refusal("approve", "--target", "aks", "--environment", "dev", "--by", "Rita"))
        .contains("Who approved is read from the approval in Azure DevOps");
    assertThat(refusal("approve", "--target", "compose", "--environment", "dev"))
        .contains("There is no", "candidate.json", "./surety ship train");
  }

  private String refusal(String... words) {
    TypedLines lines = new TypedLines(home, Map.of(), "");
    assertThat(
            lines.run(
                Stream.concat(Stream.of("ship"), List.of(words).stream()).toArray(String[]::new)))
        .isNotZero();
    return lines.err();
  }

  @Test
  void listsEveryStageInItsHelp() {
    TypedLines lines = new TypedLines(home, Map.of(), "");

    assertThat(lines.run("ship", "--help")).isZero();
    assertThat(lines.out()).contains(StageName.all()).contains("aks, compose");
    assertThat(lines.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(101));
  }

  @Test
  void saysOnlyValuesThatTheChartHas() {
    JsonNode values = new YAMLMapper().readTree(Repository.file("helm/values.yaml").toFile());
    for (String stage : List.of("train", "deploy", "canary", "promote", "withdraw")) {
      print(stage, "--target", "aks", "--environment", "prod")
          .lines()
          .filter(line -> line.contains("helm upgrade"))
          .flatMap(
              line -> Pattern.compile("--set(?:-string)? ([A-Za-z0-9.]+)=").matcher(line).results())
          .map(found -> found.group(1))
          .forEach(key ->
              assertThat(values.at("/" + key.replace('.', '/')).isMissingNode())
                  .as(key + " is a value of the chart")
                  .isFalse());
    }
  }
}
