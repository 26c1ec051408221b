package io.surety.delivery.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.delivery.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What happens only when a person allows it, and who is given what for it. */
class PipelineRightsTest {

  private static final Map<String, String> PULL_REQUEST =
      Map.of("Build.Reason", "PullRequest", "Build.SourceBranch", "refs/pull/7/merge");
  private static final Map<String, String> BRANCH =
      Map.of("Build.Reason", "IndividualCI", "Build.SourceBranch", "refs/heads/deeper-trees");

  @Test
  void verifiesAPullRequestAndDoesNothingElseWithIt() {
    assertThat(Pipelines.names(Pipelines.main().running(PULL_REQUEST))).containsExactly("Verify");
    assertThat(
            Pipelines.names(
                Pipeline.read(Repository.file("azure-pipelines-model.yml")).running(PULL_REQUEST)))
        .containsExactly("Verify");
    assertThat(Pipelines.typed(Pipelines.main()).stream().limit(1).map(Step.Typed::connection))
        .containsExactly("");
  }

  @Test
  void neitherApprovesNorDeploysWhatIsOnAnotherBranch() {
    assertThat(Pipelines.names(Pipelines.main().running(BRANCH)))
        .containsExactly("Verify", "Images", "Train");
    assertThat(Pipelines.names(Pipelines.infra("prod").running(BRANCH))).containsExactly("Plan");
  }

  @Test
  void asksForAnApprovalBeforeItApprovesDeploysOrApplies() {
    Set<String> guarded =
        Set.of(
            "approve",
            "deploy",
            "canary",
            "promote",
            "withdraw",
            "rollback",
            "smoke",
            "infra-apply");
    Pipelines.all()
        .forEach(pipeline -> {
          for (Stage stage : pipeline.stages()) {
            for (Job job : stage.jobs()) {
              boolean changes =
                  job.steps().stream()
                      .filter(Step.Typed.class::isInstance)
                      .anyMatch(
                          step -> guarded.contains(((Step.Typed) step).line().split(" ", -1)[2]));
              assertThat(job.environment().isPresent())
                  .as("%s/%s has an environment", stage.name(), job.name())
                  .isEqualTo(changes);
            }
          }
        });
  }

  @Test
  void tellsATeamEveryEnvironmentConnectionAndVariable() throws IOException {
    String page = Files.readString(Repository.file("docs/pipeline.md"));
    Pipelines.all()
        .forEach(pipeline -> {
          assertThat(page).contains(pipeline.variables().keySet());
          pipeline
              .stages()
              .forEach(stage ->
                  stage
                      .environments()
                      .forEach(name -> assertThat(page).contains("`" + name + "`")));
          Pipelines.typed(pipeline).stream()
              .map(Step.Typed::connection)
              .filter(name -> !name.isEmpty())
              .forEach(name -> assertThat(page).contains("`" + name + "`"));
        });
  }

  /** What waits in line waits for a lock, which people set on the environment. */
  @Test
  void tellsATeamToSetTheLockThatRunsWaitFor() throws IOException {
    for (String file : List.of("deploy.yml", "infra.yml")) {
      assertThat(Files.readString(Repository.file(".azure-pipelines/" + file)))
          .contains("lockBehavior: sequential");
    }
    assertThat(Files.readString(Repository.file("docs/pipeline.md")))
        .contains("*Exclusive Lock* check", "`lockBehavior: sequential`");
  }

  @Test
  void showsTheEvidenceToPeopleWhoDidNotStartTheRun() {
    Stage approve = Pipelines.main().stages().get(3);
    Job read = approve.jobs().getFirst();

    assertThat(read.agentless()).isTrue();
    assertThat(read.steps()).singleElement().isInstanceOf(Step.Confirmation.class);
    JsonNode inputs = read.steps().getFirst().node().path("inputs");
    assertThat(inputs.path("instructions").asString("")).contains("$(EVIDENCE)");
    assertThat(inputs.path("allowApproversToApproveTheirOwnRuns").asBoolean(true)).isFalse();
    assertThat(approve.jobs().get(1).dependsOn()).containsExactly("read");
  }

  @Test
  void takesNoApproverFromAConstantOrFromWhoStartedTheRun() {
    Pipelines.all()
        .forEach(pipeline -> {
          String text = pipeline.expanded().toString();
          assertThat(text).doesNotContainIgnoringCase("RequestedFor", "--by");
        });
  }

  @Test
  void givesTheTokenOfTheRunToLinesThatAskAzureDevOpsAlone() {
    Set<String> asking = Set.of("approve", "infra-plan", "infra-apply");
    Pipelines.all()
        .forEach(pipeline ->
            assertThat(Pipelines.typed(pipeline))
                .allSatisfy(step ->
                    assertThat(step.node().toString().contains("System.AccessToken"))
                        .as(step.line())
                        .isEqualTo(asking.contains(step.line().split(" ", -1)[2]))));
  }

  @Test
  void holdsNoSecret() throws IOException {
    Set<Path> files =
        Pipelines.all().flatMap(each -> each.files().stream()).collect(Collectors.toSet());
    for (Path file : files) {
      assertThat(Files.readString(file))
          .as(file.toString())
          .doesNotContainPattern(
              "(?i)(password|secret|accountkey|clientsecret|servicePrincipalKey|\\bpat\\b)\\s*[:=]\\s*\\S");
    }
  }
}
