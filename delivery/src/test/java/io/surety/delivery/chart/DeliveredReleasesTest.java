package io.surety.delivery.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.surety.delivery.aks.TestAks;
import io.surety.delivery.stages.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the delivery tells Helm is what the chart takes, and the manifests are what it means. */
class DeliveredReleasesTest {

  private static final Pattern SETTING = Pattern.compile("--set(-string)? ([\\w.]+)=(\\S*)");
  private static final Pattern ENVIRONMENT = Pattern.compile("values-(dev|test|prod)\\.yaml");

  @TempDir Path home;

  private TestAks azure;

  @BeforeEach
  void leaveFreight() throws IOException {
    azure = new TestAks(home);
  }

  @ParameterizedTest
  @EnumSource(Environment.class)
  void theFloorStartsNoServiceBeforeThereIsAModel(Environment environment) throws IOException {
    azure.tools().answering("helm history", "", 1);

    azure.aks().train(environment);

    Manifests floor = rendered(0);
    assertThat(floor.of(Deployment.class))
        .hasSize(3)
        .allMatch(it -> it.getSpec().getReplicas().equals(0));
    assertThat(floor.of(HorizontalPodAutoscaler.class)).isEmpty();
    assertThat(floor.find(Job.class, "surety-admission")).isEmpty();
    floor.require(Job.class, "surety-migration");
    floor.require(CronJob.class, "surety-train");
  }

  @ParameterizedTest
  @EnumSource(Environment.class)
  void aDeploymentServesTheNewImagesAndPromotesTheExport(Environment environment)
      throws IOException {
    azure.aks().deploy(environment);

    Manifests release = rendered(0);
    assertThat(images(release)).hasSizeGreaterThan(4).allSatisfy((owner, image) -> isNew(image));
    assertThat(release.of(Deployment.class))
        .hasSize(3)
        .noneMatch(it -> Integer.valueOf(0).equals(it.getSpec().getReplicas()));
    assertThat(admission(release)).endsWith("--promote", "champion").contains("--sha256");
    assertThat(smoke(release)).containsSequence("--expect-version", "2");
  }

  @Test
  void aCanaryIsTheOnlyNewOneAndGetsItsShareOnlyWhenItAnswers() throws IOException {
    azure.aks().canary(Environment.PROD);

    assertThat(weights(rendered(0))).containsExactly(100, 0);
    assertThat(weights(rendered(1))).containsExactly(90, 10);
    for (Manifests release : List.of(rendered(0), rendered(1))) {
      isOld(image(release, "surety-prediction-service"));
      isOld(image(release, "surety-feature-service"));
      isNew(image(release, "surety-prediction-service-canary"));
      assertThat(admission(release)).endsWith("--promote", "canary");
      assertThat(smoke(release)).contains("http://surety-prediction-service-canary:8080");
    }
  }

  @Test
  void aPromotionLeavesNoCanary() throws IOException {
    azure.tools().answering("helm get values", TestAks.inPhase("trial"));

    azure.aks().promote(Environment.PROD);

    Manifests release = rendered(0);
    assertThat(release.of(Deployment.class)).hasSize(3);
    assertThat(images(release)).allSatisfy((owner, image) -> isNew(image));
    assertThat(weights(release)).containsExactly(100);
    assertThat(admission(release)).endsWith("--promote", "champion");
  }

  @Test
  void aWithdrawalLeavesWhatWasServedAndPromotesNothing() throws IOException {
    azure
        .tools()
        .answering("helm get values", TestAks.inPhase("trial"))
        .answering("models --json", "[{\"version\":\"loan-risk/2\",\"aliases\":[\"canary\"]}]");

    azure.aks().withdraw(Environment.PROD);

    Manifests release = rendered(0);
    assertThat(release.of(Deployment.class)).hasSize(3);
    isOld(image(release, "surety-prediction-service"));
    assertThat(admission(release)).doesNotContain("--promote");
  }

  @ParameterizedTest
  @EnumSource(Environment.class)
  void aDeskIsAJobOfTheChartsOwnCronJob(Environment environment) throws IOException {
    azure.aks().deploy(environment);
    CronJob cronJob = rendered(0).require(CronJob.class, "surety-train");
    azure.tools().answering("get cronjob", new ObjectMapper().writeValueAsString(cronJob));

    azure.aks().deploy(environment);

    Path file = home.resolve("target/surety-desk-reading-new.json");
    Manifests desk = Manifests.read(Files.readString(file));
    assertThat(Pods.of(desk))
        .singleElement()
        .satisfies(pod -> isNew(pod.container().getImage()))
        .satisfies(pod -> assertThat(pod.container().getCommand()).startsWith("sleep"))
        .satisfies(pod ->
            assertThat(pod.spec().getServiceAccountName())
                .isEqualTo(
                    cronJob
                        .getSpec()
                        .getJobTemplate()
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getServiceAccountName()))
        .satisfies(
            pod -> assertThat(pod.spec().getVolumes()).allMatch(volume -> volume.getCsi() == null));
  }

  /** What Helm makes of the nth upgrade, with what a site says beside it. */
  private Manifests rendered(int upgrade) throws IOException {
    String line = azure.upgrades().get(upgrade);
    Matcher environment = ENVIRONMENT.matcher(line);
    assertThat(environment.find()).as(line).isTrue();
    return Manifests.read(
        Chart.text(
            List.of(
                Chart.FOLDER.resolve(environment.group()),
                Scenario.said("site"),
                Given.values("model: {export: {file: \"\", sha256: \"\"}}"),
                Given.values(settings(line)))));
  }

  /** The settings of a line as a values file: text in quotation marks, anything else as it is. */
  private static String settings(String line) throws IOException {
    YAMLMapper yaml = new YAMLMapper();
    ObjectNode values = yaml.createObjectNode();
    for (Matcher setting = SETTING.matcher(line); setting.find(); ) {
      List<String> path = List.of(setting.group(2).split("\\.", -1));
      ObjectNode at = values;
      for (String key : path.subList(0, path.size() - 1)) {
        at = at.withObjectProperty(key);
      }
      at.set(
          path.getLast(),
          setting.group(1) == null
              ? yaml.readTree(setting.group(3))
              : yaml.getNodeFactory().textNode(setting.group(3)));
    }
    return yaml.writeValueAsString(values);
  }

  private static Map<String, String> images(Manifests release) {
    return Pods.of(release)
        .collect(Collectors.toMap(Pods.Template::toString, pod -> pod.container().getImage()));
  }

  private static String image(Manifests release, String deployment) {
    return Pods.of(release.require(Deployment.class, deployment)).container().getImage();
  }

  private static void isNew(String image) {
    assertThat(image).endsWith("@sha256:" + "b".repeat(64)).startsWith("crsurety");
  }

  private static void isOld(String image) {
    assertThat(image).endsWith("@sha256:" + "a".repeat(64)).startsWith("crsurety");
  }

  private static List<String> admission(Manifests release) {
    return arguments(release, "surety-admission");
  }

  private static List<String> smoke(Manifests release) {
    return arguments(release, "surety-smoke");
  }

  private static List<String> arguments(Manifests release, String name) {
    return Pods.of(release)
        .filter(pod -> pod.owner().getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow()
        .container()
        .getArgs();
  }

  private static List<Integer> weights(Manifests release) {
    return release
        .require(HTTPRoute.class, "surety-prediction-service")
        .getSpec()
        .getRules()
        .getFirst()
        .getBackendRefs()
        .stream()
        .map(backend -> backend.getWeight())
        .toList();
  }
}
