package io.surety.delivery.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** No request is lost while pods come and go: in rollouts, on drained nodes, in a lost zone. */
class RolloutTest {

  static Stream<Arguments> deployments() {
    return Stream.of(Scenario.values())
        .flatMap(scenario ->
            Chart.rendered(scenario).of(Deployment.class).stream()
                .map(it -> Arguments.of(scenario, it.getMetadata().getName(), it)));
  }

  static Stream<Arguments> services() {
    return deployments().filter(arguments -> !((String) arguments.get()[1]).endsWith("-watch"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("deployments")
  void selectsItsOwnPodsAndNoOthers(Scenario scenario, String name, Deployment deployment) {
    Map<String, String> selector = deployment.getSpec().getSelector().getMatchLabels();
    assertThat(Pods.of(Chart.rendered(scenario)).filter(pod -> pod.has(selector)))
        .singleElement()
        .extracting(pod -> pod.owner().getMetadata().getName())
        .isEqualTo(name);
    assertThat(selector).doesNotContainKeys("app.kubernetes.io/version", "helm.sh/chart");
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("deployments")
  void replacesNoPodBeforeItsSuccessorAnswers(
      Scenario scenario, String name, Deployment deployment) {
    var rolling = deployment.getSpec().getStrategy().getRollingUpdate();
    assertThat(rolling.getMaxUnavailable()).isEqualTo(new IntOrString(0));
    assertThat(rolling.getMaxSurge().getIntVal()).isPositive();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("deployments")
  void isProbedOnTheManagementPort(Scenario scenario, String name, Deployment deployment) {
    Container container = Pods.of(deployment).container();
    for (Probe probe :
        List.of(
            container.getStartupProbe(),
            container.getReadinessProbe(),
            container.getLivenessProbe())) {
      assertThat(probe.getHttpGet().getPort()).isEqualTo(new IntOrString("management"));
    }
    String health = name.endsWith("-watch") ? "/health" : "/actuator/health";
    assertThat(container.getReadinessProbe().getHttpGet().getPath())
        .isEqualTo(health + "/readiness");
    assertThat(container.getLivenessProbe().getHttpGet().getPath()).isEqualTo(health + "/liveness");
    assertThat(allowance(container.getStartupProbe())).isGreaterThanOrEqualTo(60);
    assertThat(allowance(container.getLivenessProbe()))
        .as("Who is not ready is not asked; who is killed loses what was under way")
        .isGreaterThan(allowance(container.getReadinessProbe()));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("services")
  void hasTimeToDrainAndToFinish(Scenario scenario, String name, Deployment deployment) {
    Pods.Template pod = Pods.of(deployment);
    long drain = pod.container().getLifecycle().getPreStop().getSleep().getSeconds();
    String shutdown = pod.setting("SPRING_LIFECYCLE_TIMEOUTPERSHUTDOWNPHASE");
    assertThat(shutdown).matches("[0-9]+s");
    long finish = Long.parseLong(shutdown.substring(0, shutdown.length() - 1));
    assertThat(finish).isEqualTo(20);
    assertThat(drain).isGreaterThanOrEqualTo(5);
    assertThat(pod.spec().getTerminationGracePeriodSeconds()).isGreaterThan(drain + finish);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("deployments")
  void spreadsItsPodsOverZonesAndNodes(Scenario scenario, String name, Deployment deployment) {
    var spread = deployment.getSpec().getTemplate().getSpec().getTopologySpreadConstraints();
    assertThat(spread)
        .extracting(it -> it.getTopologyKey())
        .containsExactly("topology.kubernetes.io/zone", "kubernetes.io/hostname");
    assertThat(spread)
        .allMatch(it -> it.getMaxSkew() == 1)
        .allMatch(it ->
            it.getLabelSelector()
                .getMatchLabels()
                .equals(deployment.getSpec().getSelector().getMatchLabels()));
  }

  @Test
  void keepsTheZonesApartInProduction() {
    for (Deployment deployment : Chart.rendered(Scenario.PROD).of(Deployment.class)) {
      var zones =
          deployment.getSpec().getTemplate().getSpec().getTopologySpreadConstraints().getFirst();
      assertThat(zones.getWhenUnsatisfiable()).isEqualTo("DoNotSchedule");
    }
    assertThat(Chart.rendered(Scenario.PROD).of(HorizontalPodAutoscaler.class))
        .extracting(it -> it.getSpec().getMinReplicas())
        .allMatch(replicas -> replicas >= 3)
        .hasSize(2);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("deployments")
  void isAskedThroughAServiceOfItsNameAndPorts(
      Scenario scenario, String name, Deployment deployment) {
    Service service = Chart.rendered(scenario).require(Service.class, name);
    Pods.Template pod = Pods.of(deployment);
    assertThat(service.getSpec().getSelector())
        .isEqualTo(deployment.getSpec().getSelector().getMatchLabels());
    assertThat(service.getSpec().getType()).isEqualTo("ClusterIP");
    assertThat(service.getSpec().getPorts())
        .extracting(ServicePort::getTargetPort, ServicePort::getPort)
        .containsExactlyElementsOf(
            pod.container().getPorts().stream()
                .map(port -> tuple(new IntOrString(port.getName()), port.getContainerPort()))
                .toList());
    assertThat(pod.container().getPorts())
        .extracting(ContainerPort::getContainerPort)
        .containsExactlyElementsOf(
            switch (pod.component()) {
              case "feature-service" -> List.of(8081, 9081);
              case "watch" -> List.of(9082);
              default -> List.of(8080, 9080);
            });
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("deployments")
  void countsItsReplicasInOnePlaceOnly(Scenario scenario, String name, Deployment deployment) {
    Manifests manifests = Chart.rendered(scenario);
    var scaler = manifests.find(HorizontalPodAutoscaler.class, name);
    scaler.ifPresentOrElse(
        it -> {
          assertThat(deployment.getSpec().getReplicas()).isNull();
          assertThat(it.getSpec().getMinReplicas()).isBetween(2, it.getSpec().getMaxReplicas());
          assertThat(it.getSpec().getScaleTargetRef().getName()).isEqualTo(name);
        },
        () -> assertThat(deployment.getSpec().getReplicas()).isPositive());
    int least =
        scaler.map(it -> it.getSpec().getMinReplicas()).orElse(deployment.getSpec().getReplicas());
    var budget = manifests.find(PodDisruptionBudget.class, name);
    assertThat(budget.isPresent()).as("A budget for %d replicas", least).isEqualTo(least > 1);
    budget.ifPresent(it -> {
      assertThat(it.getSpec().getMaxUnavailable()).isEqualTo(new IntOrString(1));
      assertThat(it.getSpec().getMinAvailable()).isNull();
      assertThat(it.getSpec().getSelector().getMatchLabels())
          .isEqualTo(deployment.getSpec().getSelector().getMatchLabels());
    });
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void scalesAndProtectsNothingThatIsNotThere(Scenario scenario) {
    Manifests manifests = Chart.rendered(scenario);
    for (HorizontalPodAutoscaler scaler : manifests.of(HorizontalPodAutoscaler.class)) {
      manifests.require(Deployment.class, scaler.getSpec().getScaleTargetRef().getName());
    }
    for (PodDisruptionBudget budget : manifests.of(PodDisruptionBudget.class)) {
      manifests.require(Deployment.class, budget.getMetadata().getName());
    }
  }

  private static int allowance(Probe probe) {
    return probe.getPeriodSeconds() * probe.getFailureThreshold();
  }
}
