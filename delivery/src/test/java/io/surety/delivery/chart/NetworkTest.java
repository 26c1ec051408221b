package io.surety.delivery.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A wall around every pod, and few ways through it. */
class NetworkTest {

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void everyPodIsBehindTheWallAndHasOpeningsOfItsOwn(Scenario scenario) {
    Manifests manifests = Chart.rendered(scenario);
    NetworkPolicy wall = manifests.require(NetworkPolicy.class, "surety-default-deny");
    assertThat(wall.getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
    assertThat(wall.getSpec().getIngress()).isEmpty();
    assertThat(wall.getSpec().getEgress()).isEmpty();
    assertThat(Pods.of(manifests))
        .allMatch(pod -> selects(wall, pod))
        .allMatch(pod -> openings(manifests, pod).count() == 1);
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void noOpeningLetsEverybodyThrough(Scenario scenario) {
    for (NetworkPolicy policy : Chart.rendered(scenario).of(NetworkPolicy.class)) {
      for (NetworkPolicyIngressRule rule : policy.getSpec().getIngress()) {
        assertThat(rule.getFrom()).as(policy.getMetadata().getName()).isNotEmpty();
        assertThat(rule.getPorts()).as(policy.getMetadata().getName()).isNotEmpty();
        assertThat(rule.getFrom()).allMatch(NetworkTest::namesSomebody);
      }
      for (NetworkPolicyEgressRule rule : policy.getSpec().getEgress()) {
        assertThat(rule.getTo()).as(policy.getMetadata().getName()).isNotEmpty();
        assertThat(rule.getPorts()).as(policy.getMetadata().getName()).isNotEmpty();
        assertThat(rule.getTo()).allMatch(NetworkTest::namesSomebody);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void leavesTheNodesMetadataAndPrivateAddressesAlone(Scenario scenario) {
    for (NetworkPolicy policy : Chart.rendered(scenario).of(NetworkPolicy.class)) {
      policy.getSpec().getEgress().stream()
          .flatMap(rule -> rule.getTo().stream())
          .map(NetworkPolicyPeer::getIpBlock)
          .filter(block -> block != null && block.getCidr().equals("0.0.0.0/0"))
          .forEach(block ->
              assertThat(block.getExcept())
                  .contains("169.254.0.0/16", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"));
    }
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void opensOnlyPortsThatAreListenedOn(Scenario scenario) {
    Manifests manifests = Chart.rendered(scenario);
    Pods.of(manifests)
        .forEach(pod -> {
          Set<Integer> opened =
              ports(
                  openings(manifests, pod)
                      .flatMap(policy -> policy.getSpec().getIngress().stream())
                      .flatMap(rule -> rule.getPorts().stream()));
          assertThat(
                  pod.container().getPorts().stream().map(ContainerPort::getContainerPort).toList())
              .as("%s", pod)
              .containsAll(opened);
        });
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void whatAPodOfThisReleaseAsksOfAnotherIsOpenAtBothEnds(Scenario scenario) {
    Manifests manifests = Chart.rendered(scenario);
    List<Pods.Template> pods = Pods.of(manifests).toList();
    for (Pods.Template from : pods) {
      for (Pods.Template to : pods) {
        Set<Integer> out =
            ports(
                openings(manifests, from)
                    .flatMap(policy -> policy.getSpec().getEgress().stream())
                    .filter(rule -> rule.getTo().stream().anyMatch(peer -> means(peer, to)))
                    .flatMap(rule -> rule.getPorts().stream()));
        Set<Integer> in =
            ports(
                openings(manifests, to)
                    .flatMap(policy -> policy.getSpec().getIngress().stream())
                    .filter(rule -> rule.getFrom().stream().anyMatch(peer -> means(peer, from)))
                    .flatMap(rule -> rule.getPorts().stream()));
        assertThat(out).as("%s to %s", from, to).isEqualTo(in);
      }
    }
  }

  @Test
  void letsEachReachWhatItNeedsAndNoMore() {
    assertThat(reach(Scenario.CANARY, "feature-service")).containsExactly(53, 443, 5432);
    assertThat(reach(Scenario.CANARY, "prediction-service")).containsExactly(53, 443, 5432, 8081);
    assertThat(reach(Scenario.CANARY, "migration")).containsExactly(53, 443, 5432);
    assertThat(reach(Scenario.CANARY, "admission")).containsExactly(53, 443, 5432);
    assertThat(reach(Scenario.CANARY, "train")).containsExactly(53, 443, 5432);
    assertThat(reach(Scenario.CANARY, "cycle")).containsExactly(53, 443, 5432);
    assertThat(reach(Scenario.CANARY, "watch")).containsExactly(53, 443, 5432);
    assertThat(reach(Scenario.CANARY, "backup")).containsExactly(53, 443, 5432);
    assertThat(reach(Scenario.CANARY, "smoke")).containsExactly(53, 8080, 8081);
    assertThat(reach(Scenario.PLAIN_SECRET, "feature-service")).containsExactly(53, 5432);
    assertThat(reach(Scenario.PLAIN_SECRET, "ingest")).containsExactly(53, 5432);
    assertThat(reach(Scenario.PLAIN_SECRET, "watch"))
        .as("with a webhook, and no token to be asked for")
        .containsExactly(53, 443, 5432);
    assertThat(reach(Scenario.KEY_VAULT, "watch")).containsExactly(53, 5432);
    assertThat(reach(Scenario.BAKED, "prediction-service")).containsExactly(53, 443);
  }

  @Test
  void showsMetricsToTheMonitoringOnlyAndToNobodyWhenThereIsNone() {
    assertThat(opened(Scenario.PROD, "prediction-service")).containsExactly(8080, 9080);
    assertThat(opened(Scenario.PROD, "feature-service")).containsExactly(8081, 9081);
    assertThat(opened(Scenario.PROD, "watch")).containsExactly(9082);
    assertThat(opened(Scenario.NOTHING_WATCHED, "watch")).isEmpty();
    assertThat(opened(Scenario.NOTHING_WATCHED, "prediction-service")).containsExactly(8080);
    assertThat(opened(Scenario.NOTHING_WATCHED, "feature-service")).containsExactly(8081);
    assertThat(opened(Scenario.PROD, "train")).isEmpty();
  }

  /** A Gateway's pods are made by its class, with the labels that are said here. */
  @ParameterizedTest
  @MethodSource("io.surety.delivery.chart.Scenario#environments")
  void leavesThePodsOfItsGatewayOutsideTheWall(Scenario scenario) {
    Manifests manifests = Chart.rendered(scenario);
    var labels = manifests.of(Gateway.class).getFirst().getSpec().getInfrastructure().getLabels();
    assertThat(labels).isNotEmpty();
    assertThat(manifests.of(NetworkPolicy.class))
        .extracting(policy -> policy.getSpec().getPodSelector().getMatchLabels())
        .noneMatch(selector -> labels.entrySet().containsAll(selector.entrySet()));
    assertThat(labels.keySet())
        .doesNotContainAnyElementsOf(
            manifests
                .require(NetworkPolicy.class, "surety-default-deny")
                .getSpec()
                .getPodSelector()
                .getMatchLabels()
                .keySet());
  }

  private static Set<Integer> reach(Scenario scenario, String component) {
    return ports(
        of(scenario, component)
            .flatMap(policy -> policy.getSpec().getEgress().stream())
            .flatMap(rule -> rule.getPorts().stream()));
  }

  private static Set<Integer> opened(Scenario scenario, String component) {
    return ports(
        of(scenario, component)
            .flatMap(policy -> policy.getSpec().getIngress().stream())
            .flatMap(rule -> rule.getPorts().stream()));
  }

  private static Stream<NetworkPolicy> of(Scenario scenario, String component) {
    Manifests manifests = Chart.rendered(scenario);
    Pods.Template pod =
        Pods.of(manifests).filter(it -> it.component().equals(component)).findFirst().orElseThrow();
    return openings(manifests, pod);
  }

  private static Stream<NetworkPolicy> openings(Manifests manifests, Pods.Template pod) {
    return manifests.of(NetworkPolicy.class).stream()
        .filter(policy -> !policy.getSpec().getEgress().isEmpty())
        .filter(policy -> selects(policy, pod));
  }

  private static boolean selects(NetworkPolicy policy, Pods.Template pod) {
    return pod.has(policy.getSpec().getPodSelector().getMatchLabels());
  }

  private static boolean means(NetworkPolicyPeer peer, Pods.Template pod) {
    return peer.getNamespaceSelector() == null
        && peer.getPodSelector() != null
        && pod.has(peer.getPodSelector().getMatchLabels());
  }

  private static boolean namesSomebody(NetworkPolicyPeer peer) {
    return peer.getIpBlock() != null
        || (peer.getPodSelector() != null && !peer.getPodSelector().getMatchLabels().isEmpty())
        || (peer.getNamespaceSelector() != null
            && !peer.getNamespaceSelector().getMatchLabels().isEmpty());
  }

  private static Set<Integer> ports(Stream<NetworkPolicyPort> ports) {
    return ports
        .map(NetworkPolicyPort::getPort)
        .map(IntOrString::getIntVal)
        .collect(TreeSet::new, Set::add, Set::addAll);
  }
}
