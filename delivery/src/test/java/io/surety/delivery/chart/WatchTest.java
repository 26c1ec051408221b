package io.surety.delivery.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The models of every environment are watched, by one of several, whatever happens to a pod. */
class WatchTest {

  private static final String NAME = "surety-watch";

  @ParameterizedTest
  @MethodSource("io.surety.delivery.chart.Scenario#environments")
  void watchesWithTheImageOfTheJobsUnderALoginOfItsOwn(Scenario environment) {
    Pods.Template watch = watch(environment);
    assertThat(watch.container().getImage()).endsWith("@sha256:" + "3".repeat(64));
    assertThat(watch.container().getArgs())
        .containsExactly(
            "watch", "--every", "PT10S", "--metrics-port", "9082", "--metrics-address", "0.0.0.0");
    assertThat(watch.spec().getServiceAccountName()).isEqualTo("surety-watching");
    assertThat(watch.setting("SURETY_DATABASE_USER")).isEqualTo("surety_watching");
    assertThat(watch.setting("SURETY_DATABASE_IDENTITY")).isEqualTo("workload");
    assertThat(watch.spec().getNodeSelector()).as("no spot node").isNullOrEmpty();
  }

  @Test
  void standsByWhereOthersMayBeReplacedAndAloneInDevelopment() {
    assertThat(deployment(Scenario.DEV).getSpec().getReplicas()).isEqualTo(1);
    for (Scenario environment : List.of(Scenario.TEST, Scenario.PROD)) {
      assertThat(deployment(environment).getSpec().getReplicas()).isEqualTo(2);
      Chart.rendered(environment).require(PodDisruptionBudget.class, NAME);
    }
  }

  /** The look and the telling that are under way end within 15 seconds each. */
  @Test
  void hasTimeToFinishALook() {
    assertThat(watch(Scenario.PROD).spec().getTerminationGracePeriodSeconds()).isGreaterThan(30);
  }

  @Test
  void looksAsOftenAsItIsTold() {
    assertThat(watch(Scenario.PLAIN_SECRET).container().getArgs())
        .containsSequence("--every", "PT30S");
  }

  @Test
  void isReadByPrometheusOnItsOwnPathAndBringsItsAliases() {
    Manifests manifests = Chart.rendered(Scenario.PROD);
    ServiceMonitor monitor = manifests.require(ServiceMonitor.class, NAME);
    Service service = manifests.require(Service.class, NAME);
    assertThat(service.getMetadata().getLabels())
        .containsAllEntriesOf(monitor.spec.selector().matchLabels())
        .doesNotContainKey("surety.io/metrics");
    assertThat(monitor.spec.endpoints())
        .singleElement()
        .satisfies(endpoint -> {
          assertThat(endpoint.path()).isEqualTo("/metrics");
          assertThat(endpoint.port()).isEqualTo("management");
          assertThat(endpoint.relabelings()).isNull();
        });
  }

  @Test
  void isNotThereWhereNothingIsServedFromARegistry() {
    assertThat(Chart.rendered(Scenario.BAKED).find(Deployment.class, NAME)).isEmpty();
    Manifests stopped =
        Manifests.read(
            Chart.text(
                Given.production(
                    "{watch: {enabled: false}, observability: {rules: {enabled: true}}}")));
    assertThat(stopped.all())
        .extracting(manifest -> manifest.getMetadata().getName())
        .noneMatch(name -> name.contains("watch"));
    assertThat(stopped.of(PrometheusRule.class).getFirst().spec.groups())
        .extracting(PrometheusRule.Group::name)
        .contains("surety-breaker")
        .doesNotContain("surety-watch");
  }

  private static Deployment deployment(Scenario scenario) {
    return Chart.rendered(scenario).require(Deployment.class, NAME);
  }

  private static Pods.Template watch(Scenario scenario) {
    return Pods.of(deployment(scenario));
  }
}
