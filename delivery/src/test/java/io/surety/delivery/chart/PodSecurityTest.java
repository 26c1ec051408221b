package io.surety.delivery.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every pod keeps the restricted pod security standard, and is told how much it may take. */
class PodSecurityTest {

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void everyPodIsRestricted(Scenario scenario) {
    Pods.of(Chart.rendered(scenario))
        .forEach(pod -> {
          PodSecurityContext whole = pod.spec().getSecurityContext();
          assertThat(whole.getRunAsNonRoot()).as("%s", pod).isTrue();
          assertThat(whole.getRunAsUser()).as("%s", pod).isEqualTo(10001);
          assertThat(whole.getRunAsGroup()).as("%s", pod).isEqualTo(10001);
          assertThat(whole.getSeccompProfile().getType()).as("%s", pod).isEqualTo("RuntimeDefault");
          SecurityContext one = pod.container().getSecurityContext();
          assertThat(one.getAllowPrivilegeEscalation()).as("%s", pod).isFalse();
          assertThat(one.getReadOnlyRootFilesystem()).as("%s", pod).isTrue();
          assertThat(one.getCapabilities().getDrop()).as("%s", pod).containsExactly("ALL");
          assertThat(one.getCapabilities().getAdd()).as("%s", pod).isEmpty();
          assertThat(one.getPrivileged()).as("%s", pod).isNull();
        });
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void noPodSharesAnythingWithItsNode(Scenario scenario) {
    Pods.of(Chart.rendered(scenario))
        .forEach(pod -> {
          assertThat(pod.spec().getHostNetwork()).as("%s", pod).isNull();
          assertThat(pod.spec().getHostPID()).as("%s", pod).isNull();
          assertThat(pod.spec().getHostIPC()).as("%s", pod).isNull();
          assertThat(pod.spec().getContainers()).as("%s", pod).hasSize(1);
          assertThat(pod.spec().getInitContainers()).as("%s", pod).isEmpty();
          assertThat(pod.spec().getVolumes()).as("%s", pod).allMatch(PodSecurityTest::isAdmitted);
          assertThat(pod.container().getPorts())
              .as("%s", pod)
              .allMatch(port -> port.getHostPort() == null);
        });
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void noPodIsGivenATokenOfTheClusterOrTheNamesOfItsServices(Scenario scenario) {
    Manifests manifests = Chart.rendered(scenario);
    Pods.of(manifests)
        .forEach(pod -> {
          assertThat(pod.spec().getAutomountServiceAccountToken()).as("%s", pod).isFalse();
          assertThat(pod.spec().getEnableServiceLinks()).as("%s", pod).isFalse();
          assertThat(manifests.find(ServiceAccount.class, pod.spec().getServiceAccountName()))
              .as("The account of %s", pod)
              .isPresent();
        });
    assertThat(manifests.of(ServiceAccount.class))
        .allMatch(account -> !account.getAutomountServiceAccountToken());
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void everyPodAsksForWhatItTakesAndHasALimitOfMemory(Scenario scenario) {
    Pods.of(Chart.rendered(scenario))
        .forEach(pod -> {
          var resources = pod.container().getResources();
          assertThat(resources.getRequests()).as("%s", pod).containsKeys("cpu", "memory");
          assertThat(resources.getLimits()).as("%s", pod).containsOnlyKeys("memory");
          assertThat(bytes(resources.getRequests().get("memory")))
              .as("%s", pod)
              .isLessThanOrEqualTo(bytes(resources.getLimits().get("memory")));
        });
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void everyPodMountsWhatItHasAndHasWhatItMounts(Scenario scenario) {
    Pods.of(Chart.rendered(scenario))
        .forEach(pod -> {
          List<String> mounted =
              pod.container().getVolumeMounts().stream().map(VolumeMount::getName).toList();
          assertThat(pod.spec().getVolumes())
              .as("%s", pod)
              .extracting(Volume::getName)
              .containsExactlyInAnyOrderElementsOf(mounted);
          assertThat(pod.container().getVolumeMounts())
              .as("%s", pod)
              .anyMatch(mount -> mount.getMountPath().equals("/tmp"));
          assertThat(pod.spec().getVolumes())
              .as("%s", pod)
              .filteredOn(volume -> volume.getEmptyDir() != null)
              .allMatch(volume -> volume.getEmptyDir().getSizeLimit() != null);
        });
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void noTwoServicesAreTheSameAccount(Scenario scenario) {
    // Who trains also takes loans in, and the owner of the tables backs them up.
    Set<String> batch = Set.of("cycle", "score-batch", "ingest", "train", "backup");
    Set<String> accounts = new HashSet<>();
    Pods.of(Chart.rendered(scenario))
        .filter(pod -> !batch.contains(pod.component()))
        .filter(pod -> !"canary".equals(pod.labels().get("surety.io/alias")))
        .forEach(pod ->
            assertThat(accounts.add(pod.spec().getServiceAccountName())).as("%s", pod).isTrue());
  }

  /** The kinds of volume, of those that the restricted standard admits, which this chart uses. */
  private static boolean isAdmitted(Volume volume) {
    return Stream.of(
                volume.getEmptyDir(),
                volume.getConfigMap(),
                volume.getSecret(),
                volume.getCsi(),
                volume.getPersistentVolumeClaim())
            .filter(Objects::nonNull)
            .count()
        == 1;
  }

  private static BigDecimal bytes(Quantity quantity) {
    return quantity.getNumericalAmount();
  }
}
