package io.surety.delivery.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.surety.delivery.Repository;
import io.surety.delivery.TypedLines;
import io.surety.delivery.stages.StageName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** The pipeline's files as Azure DevOps would take them. */
class PipelineFilesTest {

  private static final Map<String, String> PULL_REQUEST =
      Map.of("Build.Reason", "PullRequest", "Build.SourceBranch", "refs/pull/7/merge");
  private static final Map<String, String> MAIN =
      Map.of("Build.Reason", "IndividualCI", "Build.SourceBranch", "refs/heads/main");
  private static final Map<String, String> BRANCH =
      Map.of("Build.Reason", "IndividualCI", "Build.SourceBranch", "refs/heads/deeper-trees");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\(([A-Za-z_][A-Za-z0-9_.]*)\\)");
  private static final Pattern DEPLOYING = Pattern.compile("\"surety-deploy-([a-z]+)\"");
  private static final Set<String> OF_AZURE =
      Set.of("Build.SourcesDirectory", "System.AccessToken", "Date", "Rev");
  private static final Set<String> STEP_KEYS = Set.of("task", "script", "checkout");

  static Stream<Pipeline> pipelines() {
    return Stream.of(
        main(),
        Pipeline.read(Repository.file("azure-pipelines-model.yml")),
        infra("dev"),
        infra("test"),
        infra("prod"));
  }

  private static Pipeline main() {
    return Pipeline.read(Repository.file("azure-pipelines.yml"));
  }

  private static Pipeline infra(String environment) {
    return Pipeline.read(
        Repository.file("azure-pipelines-infra.yml"), Map.of("environment", environment));
  }

  @ParameterizedTest
  @MethodSource("pipelines")
  void isWhatTheSchemaOfAzurePipelinesAsksFor(Pipeline pipeline) throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
            .getSchema(Files.readString(Repository.requirePipelineSchema()));

    assertThat(schema.validate(asAzureReads(pipeline.expanded()))).isEmpty();
  }

  @Test
  void usesEveryTemplateThatThereIs() throws IOException {
    Set<Path> used = pipelines().flatMap(each -> each.files().stream()).collect(Collectors.toSet());
    try (Stream<Path> there = Files.list(Repository.file(".azure-pipelines"))) {
      assertThat(used).containsAll(there.toList());
    }
  }

  @ParameterizedTest
  @MethodSource("pipelines")
  void declaresEveryVariableThatItNames(Pipeline pipeline) {
    Set<String> declared = new TreeSet<>(pipeline.variables().keySet());
    declared.addAll(OF_AZURE);
    for (JsonNode stage : pipeline.expanded().path("stages")) {
      for (JsonNode job : stage.path("jobs")) {
        declared.addAll(job.path("variables").propertyNames());
      }
    }
    Matcher named = VARIABLE.matcher(pipeline.expanded().toString().replace("$(Rev:.r)", ""));

    while (named.find()) {
      assertThat(declared).contains(named.group(1));
    }
  }

  @Test
  void describesEveryVariable() throws IOException {
    List<String> lines = Files.readAllLines(Repository.file(".azure-pipelines/variables.yml"));
    for (int line = 1; line < lines.size(); line++) {
      if (lines.get(line).startsWith("- name:") && !lines.get(line - 2).startsWith("- name:")) {
        assertThat(lines.get(line - 1)).as(lines.get(line)).matches("#.*|  value:.*");
      }
    }
    assertThat(main().variables()).hasSizeLessThan(15);
  }

  @ParameterizedTest
  @MethodSource("pipelines")
  void dependsOnlyOnStagesAndJobsThatComeBefore(Pipeline pipeline) {
    Set<String> before = new HashSet<>();
    for (Stage stage : pipeline.stages()) {
      assertThat(before).containsAll(stage.dependsOn());
      assertThat(before.add(stage.name())).as(stage.name()).isTrue();
      Set<String> jobs = new HashSet<>();
      for (Job job : stage.jobs()) {
        assertThat(jobs).containsAll(job.dependsOn());
        assertThat(jobs.add(job.name())).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pipelines")
  void runsNothingButLinesThatAPersonCanType(Pipeline pipeline) {
    List<Step> steps = steps(pipeline).toList();

    assertThat(steps).noneMatch(Step.Unknown.class::isInstance);
    assertThat(typed(pipeline))
        .isNotEmpty()
        .allSatisfy(step -> {
          assertThat(step.line()).startsWith("./surety ship ").doesNotContain("\n", "&&", ";", "|");
          assertThatCode(() -> TypedLines.parse(step.line())).doesNotThrowAnyException();
        });
    assertThat(steps)
        .allSatisfy(
            step -> assertThat(step.node().propertyNames()).containsAnyElementsOf(STEP_KEYS));
  }

  @Test
  void runsEveryStageThatThereIs() {
    Set<String> run =
        pipelines()
            .flatMap(each -> typed(each).stream())
            .map(step -> step.line().split(" ", -1)[2])
            .collect(Collectors.toSet());

    assertThat(run).containsExactlyInAnyOrderElementsOf(StageName.all());
  }

  @ParameterizedTest
  @MethodSource("pipelines")
  void namesItsStepsOnceInAJob(Pipeline pipeline) {
    for (Stage stage : pipeline.stages()) {
      for (Job job : stage.jobs()) {
        List<String> names =
            Stream.concat(job.steps().stream(), job.onFailure().stream())
                .map(step -> step.node().path("name").asString(""))
                .filter(name -> !name.isEmpty())
                .toList();
        assertThat(names).doesNotHaveDuplicates();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pipelines")
  void downloadsWhatAnEarlierStageKept(Pipeline pipeline) {
    Set<String> kept = new HashSet<>();
    for (Stage stage : pipeline.stages()) {
      List<Step> steps = stage.jobs().stream().flatMap(job -> job.steps().stream()).toList();
      for (Step step : steps) {
        if (step instanceof Step.Downloaded downloaded) {
          assertThat(kept).contains(downloaded.artifact());
        }
      }
      steps.stream()
          .filter(Step.Published.class::isInstance)
          .map(step -> ((Step.Published) step).artifact())
          .forEach(artifact -> assertThat(kept.add(artifact)).as(artifact).isTrue());
    }
  }

  /** Vault and blobs of every environment answer inside its network only. */
  @ParameterizedTest
  @MethodSource("pipelines")
  void runsWhatDeploysOnAgentsThatReachItsEnvironment(Pipeline pipeline) {
    for (JsonNode stage : pipeline.expanded().path("stages")) {
      for (JsonNode job : stage.path("jobs")) {
        Matcher connection = DEPLOYING.matcher(job.toString());
        while (connection.find()) {
          assertThat(job.path("pool").path("name").asString(""))
              .as("The pool of %s", stage.path("stage"))
              .isEqualTo(
                  "$(SURETY_AGENTS_%s)".formatted(connection.group(1).toUpperCase(Locale.ROOT)));
        }
      }
    }
  }

  @Test
  void deploysWhatTheEnvironmentBeforeLeft() {
    assertThat(
            main().stages().stream()
                .filter(stage -> stage.name().startsWith("Deploy"))
                .flatMap(stage -> stage.jobs().stream())
                .flatMap(job -> Stream.concat(job.steps().stream(), job.onFailure().stream()))
                .filter(Step.Downloaded.class::isInstance)
                .map(step -> ((Step.Downloaded) step).artifact()))
        .containsExactly(
            "approved",
            "approved",
            "deployed-dev",
            "deployed-dev",
            "deployed-test",
            "deployed-test");
  }

  @Test
  void hasTheStagesOfADeliveryInTheirOrder() {
    assertThat(names(main().stages()))
        .containsExactly(
            "Verify", "Images", "Train", "Approve", "DeployDev", "DeployTest", "DeployProd");
    assertThat(names(main().running(MAIN))).isEqualTo(names(main().stages()));
  }

  @Test
  void verifiesAPullRequestAndDoesNothingElseWithIt() {
    assertThat(names(main().running(PULL_REQUEST))).containsExactly("Verify");
    assertThat(
            names(
                Pipeline.read(Repository.file("azure-pipelines-model.yml")).running(PULL_REQUEST)))
        .containsExactly("Verify");
    assertThat(typed(main()).stream().limit(1).map(Step.Typed::connection)).containsExactly("");
  }

  @Test
  void neitherApprovesNorDeploysWhatIsOnAnotherBranch() {
    assertThat(names(main().running(BRANCH))).containsExactly("Verify", "Images", "Train");
    assertThat(names(infra("prod").running(BRANCH))).containsExactly("Plan");
  }

  @Test
  void trainsAndShowsAChangedModelSpecOnABranch() {
    Pipeline pipeline = Pipeline.read(Repository.file("azure-pipelines-model.yml"));
    JsonNode trigger = pipeline.expanded().path("trigger");

    assertThat(trigger.path("paths").path("include").toString()).isEqualTo("[\"models/*\"]");
    assertThat(trigger.path("branches").path("exclude").toString()).isEqualTo("[\"main\"]");
    assertThat(pipeline.expanded().path("pr").asString("")).isEqualTo("none");
    assertThat(typed(pipeline).stream().map(Step.Typed::line))
        .endsWith(
            "./surety ship train --target aks --environment dev",
            "./surety ship evidence --target aks");
    assertThat(pipeline.stages()).allMatch(stage -> stage.environments().isEmpty());
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
    pipelines()
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
    pipelines()
        .forEach(pipeline -> {
          assertThat(page).contains(pipeline.variables().keySet());
          pipeline
              .stages()
              .forEach(stage ->
                  stage
                      .environments()
                      .forEach(name -> assertThat(page).contains("`" + name + "`")));
          typed(pipeline).stream()
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
    Stage approve = main().stages().get(3);
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
    pipelines()
        .forEach(pipeline -> {
          String text = pipeline.expanded().toString();
          assertThat(text).doesNotContainIgnoringCase("RequestedFor", "--by");
        });
  }

  @Test
  void givesTheTokenOfTheRunToLinesThatAskAzureDevOpsAlone() {
    Set<String> asking = Set.of("approve", "infra-plan", "infra-apply");
    pipelines()
        .forEach(pipeline ->
            assertThat(typed(pipeline))
                .allSatisfy(step ->
                    assertThat(step.node().toString().contains("System.AccessToken"))
                        .as(step.line())
                        .isEqualTo(asking.contains(step.line().split(" ", -1)[2]))));
  }

  @Test
  void holdsNoSecret() throws IOException {
    Set<Path> files =
        pipelines().flatMap(each -> each.files().stream()).collect(Collectors.toSet());
    for (Path file : files) {
      assertThat(Files.readString(file))
          .as(file.toString())
          .doesNotContainPattern(
              "(?i)(password|secret|accountkey|clientsecret|servicePrincipalKey|\\bpat\\b)\\s*[:=]\\s*\\S");
    }
  }

  /** To the schema every scalar is a string, but for the inputs of tasks, which have types. */
  private static JsonNode asAzureReads(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> {
        ObjectNode read = JsonNodeFactory.instance.objectNode();
        object
            .properties()
            .forEach(each ->
                read.set(
                    each.getKey(),
                    each.getKey().equals("inputs")
                        ? each.getValue()
                        : asAzureReads(each.getValue())));
        yield read;
      }
      case ArrayNode array -> {
        ArrayNode read = JsonNodeFactory.instance.arrayNode();
        array.forEach(each -> read.add(asAzureReads(each)));
        yield read;
      }
      default -> StringNode.valueOf(node.asString());
    };
  }

  private static Stream<Step> steps(Pipeline pipeline) {
    return pipeline.stages().stream()
        .flatMap(stage -> stage.jobs().stream())
        .flatMap(job -> Stream.concat(job.steps().stream(), job.onFailure().stream()));
  }

  private static List<Step.Typed> typed(Pipeline pipeline) {
    return steps(pipeline)
        .filter(Step.Typed.class::isInstance)
        .map(Step.Typed.class::cast)
        .toList();
  }

  private static List<String> names(List<Stage> stages) {
    return stages.stream().map(Stage::name).toList();
  }
}
