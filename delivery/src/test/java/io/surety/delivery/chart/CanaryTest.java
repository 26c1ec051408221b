package io.surety.delivery.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRef;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One value tries a version on a few requests, promotes it or withdraws it. */
class CanaryTest {

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void everyPredictionDeploymentNamesTheAliasItServes(Scenario scenario) {
    for (Deployment deployment : Chart.rendered(scenario).of(Deployment.class)) {
      Pods.Template pod = Pods.of(deployment);
      if (pod.component().equals("prediction-service")) {
        assertThat(pod.setting("SURETY_CHAMPION_ALIAS"))
            .isEqualTo(pod.labels().get("surety.io/alias"))
            .isEqualTo(
                deployment.getMetadata().getName().endsWith("-canary") ? "canary" : "champion");
      }
    }
  }

  @Test
  void theSecondDeploymentIsTheFirstButForItsNameAliasAndNumber() {
    Manifests manifests = Manifests.read(Chart.text(Scenario.CANARY.files()));
    Deployment champion = manifests.require(Deployment.class, "surety-prediction-service");
    Deployment canary = manifests.require(Deployment.class, "surety-prediction-service-canary");
    var container = Pods.of(canary).container();
    container.getEnv().stream()
        .filter(variable -> variable.getName().equals("SURETY_CHAMPION_ALIAS"))
        .forEach(variable -> variable.setValue("champion"));
    assertThat(container).isEqualTo(Pods.of(champion).container());
    assertThat(canary.getSpec().getReplicas()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "trial, true, admit /exports/loan-risk-7.zip --sha256 HASH --promote canary",
    "promoted, false, admit /exports/loan-risk-7.zip --sha256 HASH --promote champion",
    "withdrawn, false, admit /exports/loan-risk-7.zip --sha256 HASH"
  })
  void oneValueTriesPromotesOrWithdraws(String phase, boolean second, String admission) {
    Manifests manifests =
        Manifests.read(
            Chart.text(Given.production("canary: {phase: %s, weight: 10}".formatted(phase))));
    Job job = manifests.require(Job.class, "surety-admission");
    assertThat(job.getSpec().getTemplate().getSpec().getContainers().getFirst().getArgs())
        .containsExactly(admission.replace("HASH", "7".repeat(64)).split(" ", -1));
    assertThat(manifests.find(Deployment.class, "surety-prediction-service")).isPresent();
    assertThat(manifests.find(Deployment.class, "surety-prediction-service-canary").isPresent())
        .isEqualTo(second);
    assertThat(manifests.find(Service.class, "surety-prediction-service-canary").isPresent())
        .isEqualTo(second);
    assertThat(backends(manifests)).hasSize(second ? 2 : 1);
  }

  @ParameterizedTest
  @CsvSource({
    "trial, http://surety-prediction-service-canary:8080",
    "promoted, http://surety-prediction-service:8080",
    "withdrawn, http://surety-prediction-service:8080"
  })
  void theTestScoresTheCanaryWhereThereIsOneAndExpectsTheVersion(String phase, String scored) {
    String values = "{canary: {phase: %s}, smoke: {expectVersion: %d}}";
    assertThat(smoke(values.formatted(phase, 12)))
        .containsSequence("--scores", scored)
        .containsSequence("--expect-version", "12");
    assertThat(smoke(values.formatted(phase, 0))).doesNotContain("--expect-version");
  }

  private static List<String> smoke(String values) {
    return Manifests.read(Chart.text(Given.production(values)))
        .require(Pod.class, "surety-smoke")
        .getSpec()
        .getContainers()
        .getFirst()
        .getArgs();
  }

  @Test
  void theRouteSharesTheRequestsOutAndCallersInsideKeepToTheChampion() {
    Manifests manifests = Chart.rendered(Scenario.CANARY);
    assertThat(backends(manifests))
        .extracting(HTTPBackendRef::getName, HTTPBackendRef::getPort, HTTPBackendRef::getWeight)
        .containsExactly(
            tuple("surety-prediction-service", 8080, 90),
            tuple("surety-prediction-service-canary", 8080, 10));
    assertThat(
            manifests.require(Service.class, "surety-prediction-service").getSpec().getSelector())
        .containsEntry("surety.io/alias", "champion");
  }

  @Test
  void theTrialBeginsWithNobody() {
    Manifests manifests = Manifests.read(Chart.text(Given.production("canary: {phase: trial}")));
    assertThat(backends(manifests)).extracting(HTTPBackendRef::getWeight).containsExactly(100, 0);
  }

  @Test
  void anIngressSharesThemOutByASecondOne() {
    Manifests manifests = Chart.rendered(Scenario.INGRESS);
    assertThat(manifests.of(HTTPRoute.class)).isEmpty();
    Ingress canary = manifests.require(Ingress.class, "surety-prediction-service-canary");
    assertThat(canary.getMetadata().getAnnotations())
        .containsEntry("nginx.ingress.kubernetes.io/canary", "true")
        .containsEntry("nginx.ingress.kubernetes.io/canary-weight", "10")
        .containsEntry("nginx.ingress.kubernetes.io/limit-rps", "500");
    assertThat(
            manifests
                .require(Ingress.class, "surety-prediction-service")
                .getMetadata()
                .getAnnotations())
        .doesNotContainKey("nginx.ingress.kubernetes.io/canary");
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void everyWayInHasTlsAndLeadsToAPort(Scenario scenario) {
    Manifests manifests = Chart.rendered(scenario);
    for (Ingress ingress : manifests.of(Ingress.class)) {
      var rule = ingress.getSpec().getRules().getFirst();
      assertThat(ingress.getSpec().getTls().getFirst().getHosts()).containsExactly(rule.getHost());
      assertThat(ingress.getSpec().getTls().getFirst().getSecretName()).isNotEmpty();
      var backend = rule.getHttp().getPaths().getFirst().getBackend().getService();
      assertThat(manifests.require(Service.class, backend.getName()).getSpec().getPorts())
          .anyMatch(port -> port.getName().equals(backend.getPort().getName()));
    }
    for (Gateway gateway : manifests.of(Gateway.class)) {
      assertThat(gateway.getSpec().getListeners())
          .allMatch(listener -> listener.getProtocol().equals("HTTPS"))
          .allMatch(listener -> !listener.getTls().getCertificateRefs().isEmpty());
    }
    for (HTTPRoute route : manifests.of(HTTPRoute.class)) {
      assertThat(route.getSpec().getHostnames()).hasSize(1);
      assertThat(route.getSpec().getParentRefs()).hasSize(1);
      for (HTTPBackendRef backend : backends(manifests)) {
        assertThat(manifests.require(Service.class, backend.getName()).getSpec().getPorts())
            .anyMatch(port -> port.getPort().equals(backend.getPort()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.surety.delivery.chart.Scenario#environments")
  void listensInsideTheNetworkAsTheInfrastructureHasIt(Scenario scenario) {
    Gateway gateway = Chart.rendered(scenario).of(Gateway.class).getFirst();
    assertThat(gateway.getSpec().getGatewayClassName()).isEqualTo("approuting-istio");
    assertThat(gateway.getSpec().getInfrastructure().getAnnotations())
        .containsEntry("service.beta.kubernetes.io/azure-load-balancer-internal", "true");
  }

  @Test
  void usesAGatewayThatIsThere() {
    Manifests manifests = Chart.rendered(Scenario.PLAIN_SECRET);
    assertThat(manifests.of(Gateway.class)).isEmpty();
    assertThat(manifests.of(HTTPRoute.class).getFirst().getSpec().getParentRefs())
        .extracting(ref -> ref.getName(), ref -> ref.getNamespace(), ref -> ref.getSectionName())
        .containsExactly(tuple("shared", "gateways", "https"));
  }

  @Test
  void aModelInsideTheImageNeedsNoDatabaseAndNothingThatServesOne() {
    Manifests manifests = Chart.rendered(Scenario.BAKED);
    assertThat(Pods.of(manifests))
        .extracting(Pods.Template::component)
        .containsExactlyInAnyOrder("prediction-service", "smoke");
    Pods.Template pod = Pods.of(manifests.of(Deployment.class).getFirst());
    assertThat(pod.container().getEnv())
        .extracting(variable -> variable.getName())
        .noneMatch(name -> name.contains("DATASOURCE") || name.contains("DATABASE"))
        .doesNotContain("SURETY_FEATURES_URL");
    assertThat(manifests.of(PrometheusRule.class).getFirst().spec.groups())
        .extracting(PrometheusRule.Group::name)
        .doesNotContain("surety-features", "surety-batch", "surety-watch")
        .contains("surety-errors");
  }

  @Test
  void aModelInsideTheImageMayAskAFeatureServiceElsewhere() {
    Manifests manifests =
        Manifests.read(
            Chart.text(
                List.of(
                    Scenario.said("baked"),
                    Given.values(
                        "predictionService: {features: {url: \"https://features.example.com\"}}"))));
    assertThat(Pods.of(manifests.of(Deployment.class).getFirst()).setting("SURETY_FEATURES_URL"))
        .isEqualTo("https://features.example.com");
  }

  private static List<HTTPBackendRef> backends(Manifests manifests) {
    return manifests
        .of(HTTPRoute.class)
        .getFirst()
        .getSpec()
        .getRules()
        .getFirst()
        .getBackendRefs();
  }
}
