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

  private static final Map<String, String> MAIN =
      Map.of("Build.Reason", "IndividualCI", "Build.SourceBranch", "refs/heads/main");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\(([A-Za-z_][A-Za-z0-9_.]*)\\)");
  private static final Pattern DEPLOYING = Pattern.compile("\"surety-deploy-([a-z]+)\"");
  private static final Set<String> OF_AZURE =
      Set.of("Build.SourcesDirectory", "System.AccessToken", "Date", "Rev");
  private static final Set<String> STEP_KEYS = Set.of("task", "script", "checkout");

  @ParameterizedTest
  @MethodSource("io.surety.delivery.pipeline.Pipelines#all")
  void isWhatTheSchemaOfAzurePipelinesAsksFor(Pipeline pipeline) throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
            .getSchema(Files.readString(Repository.requirePipelineSchema()));

    assertThat(schema.validate(asAzureReads(pipeline.expanded()))).isEmpty();
  }

  @Test
  void usesEveryTemplateThatThereIs() throws IOException {
    Set<Path> used =
        Pipelines.all().flatMap(each -> each.files().stream()).collect(Collectors.toSet());
    try (Stream<Path> there = Files.list(Repository.file(".azure-pipelines"))) {
      assertThat(used).containsAll(there.toList());
    }
  }

  @ParameterizedTest
  @MethodSource("io.surety.delivery.pipeline.Pipelines#all")
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
    assertThat(Pipelines.main().variables()).hasSizeLessThan(15);
  }

  @ParameterizedTest
  @MethodSource("io.surety.delivery.pipeline.Pipelines#all")
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
  @MethodSource("io.surety.delivery.pipeline.Pipelines#all")
  void runsNothingButLinesThatAPersonCanType(Pipeline pipeline) {
    List<Step> steps = Pipelines.steps(pipeline).toList();

    assertThat(steps).noneMatch(Step.Unknown.class::isInstance);
    assertThat(Pipelines.typed(pipeline))
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
        Pipelines.all()
            .flatMap(each -> Pipelines.typed(each).stream())
            .map(step -> step.line().split(" ", -1)[2])
            .collect(Collectors.toSet());

    assertThat(run).containsExactlyInAnyOrderElementsOf(StageName.all());
  }

  @ParameterizedTest
  @MethodSource("io.surety.delivery.pipeline.Pipelines#all")
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
  @MethodSource("io.surety.delivery.pipeline.Pipelines#all")
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
  @MethodSource("io.surety.delivery.pipeline.Pipelines#all")
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
            Pipelines.main().stages().stream()
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
    assertThat(Pipelines.names(Pipelines.main().stages()))
        .containsExactly(
            "Verify", "Images", "Train", "Approve", "DeployDev", "DeployTest", "DeployProd");
    assertThat(Pipelines.names(Pipelines.main().running(MAIN)))
        .isEqualTo(Pipelines.names(Pipelines.main().stages()));
  }

  @Test
  void trainsAndShowsAChangedModelSpecOnABranch() {
    Pipeline pipeline = Pipeline.read(Repository.file("azure-pipelines-model.yml"));
    JsonNode trigger = pipeline.expanded().path("trigger");

    assertThat(trigger.path("paths").path("include").toString()).isEqualTo("[\"models/*\"]");
    assertThat(trigger.path("branches").path("exclude").toString()).isEqualTo("[\"main\"]");
    assertThat(pipeline.expanded().path("pr").asString("")).isEqualTo("none");
    assertThat(Pipelines.typed(pipeline).stream().map(Step.Typed::line))
        .endsWith(
            "./surety ship train --target aks --environment dev",
            "./surety ship evidence --target aks");
    assertThat(pipeline.stages()).allMatch(stage -> stage.environments().isEmpty());
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
}
