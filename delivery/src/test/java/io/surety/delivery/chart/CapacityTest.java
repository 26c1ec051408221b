package io.surety.delivery.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the chart asks for, the nodes of infra/ have. */
class CapacityTest {

  static Stream<Scenario> environments() {
    return Scenario.environments();
  }

  static Stream<Arguments> pods() {
    return environments()
        .flatMap(environment ->
            Pods.of(Chart.rendered(environment)).map(pod -> Arguments.of(environment, pod)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("pods")
  void findsANodeForEachPod(Scenario environment, Pods.Template pod) {
    NodePool pool = NodePool.of(environment, pod.spec());
    assertThat(requested(pod.spec(), "cpu"))
        .as("thousandths of a core on an empty node of %s in %s", pool.name(), environment)
        .isLessThanOrEqualTo(pool.cpu());
    assertThat(requested(pod.spec(), "memory"))
        .as("bytes on an empty node of %s in %s", pool.name(), environment)
        .isLessThanOrEqualTo(pool.memory());
    assertThat(pod.spec().getTolerations().stream().map(Toleration::getValue).toList())
        .as("spot nodes take who bears their taint, and nobody else is to look for them")
        .isEqualTo(pool.name().equals("batch_pool") ? List.of("spot") : List.of());
  }

  /** At most of each, one more while it is replaced, and the largest job at the same time. */
  @ParameterizedTest
  @MethodSource("environments")
  void hasNodesForAllServicesInARolloutBesideTheLargestJob(Scenario environment) {
    Manifests manifests = Chart.rendered(environment);
    List<Long> asked = new ArrayList<>();
    for (Deployment deployment : manifests.of(Deployment.class)) {
      int most =
          manifests
              .find(HorizontalPodAutoscaler.class, deployment.getMetadata().getName())
              .map(scaler -> scaler.getSpec().getMaxReplicas())
              .orElseGet(() -> deployment.getSpec().getReplicas());
      long cpu = requested(deployment.getSpec().getTemplate().getSpec(), "cpu");
      asked.addAll(Collections.nCopies(most + 1, cpu));
    }
    Pods.of(manifests)
        .filter(pod -> !(pod.owner() instanceof Deployment))
        .filter(pod -> NodePool.of(environment, pod.spec()).name().equals("service_pool"))
        .map(pod -> requested(pod.spec(), "cpu"))
        .max(Comparator.naturalOrder())
        .ifPresent(asked::add);
    NodePool pool = NodePool.of(environment, new PodSpec());
    assertThat(nodesFor(asked, pool.cpu()))
        .as("nodes of %s for pods that ask for %s", pool, asked)
        .isLessThanOrEqualTo(pool.most());
  }

  /** Each pod on the first node that has room, the large ones first. */
  private static int nodesFor(List<Long> asked, long each) {
    List<Long> left = new ArrayList<>();
    for (long pod : asked.stream().sorted(Comparator.reverseOrder()).toList()) {
      int node = 0;
      while (node < left.size() && left.get(node) < pod) {
        node++;
      }
      if (node == left.size()) {
        left.add(each);
      }
      left.set(node, left.get(node) - pod);
    }
    return left.size();
  }

  /** Thousandths of a core, or bytes. */
  private static long requested(PodSpec pod, String resource) {
    Quantity quantity = pod.getContainers().getFirst().getResources().getRequests().get(resource);
    assertThat(quantity).as("a request of " + resource).isNotNull();
    BigDecimal amount = Quantity.getAmountInBytes(quantity);
    return (resource.equals("cpu") ? amount.movePointRight(3) : amount).longValueExact();
  }
}
