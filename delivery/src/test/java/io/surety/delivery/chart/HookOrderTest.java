package io.surety.delivery.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Before the first new pod: what the jobs need, the tables, the approved version. */
class HookOrderTest {

  @ParameterizedTest
  @EnumSource(value = Scenario.class, mode = EnumSource.Mode.EXCLUDE, names = "BAKED")
  void migratesBeforeItImportsAndImportsBeforeAnyPodOfAService(Scenario scenario) {
    Manifests manifests = Chart.rendered(scenario);
    Job migration = manifests.require(Job.class, "surety-migration");
    Job admission = manifests.require(Job.class, "surety-admission");
    assertThat(weight(migration)).isLessThan(weight(admission));
    assertThat(List.of(migration, admission))
        .allMatch(job -> hook(job).equals("pre-install,pre-upgrade"));
    assertThat(manifests.of(Deployment.class)).allMatch(it -> hook(it).isEmpty());
    assertThat(Pods.of(manifests))
        .filteredOn(pod -> pod.owner().equals(migration))
        .singleElement()
        .satisfies(pod -> assertThat(pod.container().getArgs()).containsExactly("migrate"))
        .satisfies(
            pod -> assertThat(pod.setting("SURETY_DATABASE_USER")).isEqualTo("surety_owner"));
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void everythingThatAHookNeedsIsThereBeforeIt(Scenario scenario) {
    Manifests manifests = Chart.rendered(scenario);
    for (Job job : manifests.of(Job.class)) {
      Pods.Template pod =
          Pods.of(manifests).filter(it -> it.owner().equals(job)).findFirst().orElseThrow();
      assertThat(needed(pod, manifests))
          .as("What %s needs", pod)
          .isNotEmpty()
          .allMatch(it -> hook(it).equals(hook(job)))
          .allMatch(it -> weight(it) < weight(job));
    }
  }

  @Test
  void theSecretOfTheMigrationComesBeforeIt() {
    Manifests manifests = Chart.rendered(Scenario.KEY_VAULT);
    Job migration = manifests.require(Job.class, "surety-migration");
    assertThat(
            needed(
                Pods.of(manifests)
                    .filter(it -> it.owner().equals(migration))
                    .findFirst()
                    .orElseThrow(),
                manifests))
        .extracting(HasMetadata::getKind)
        .contains("ServiceAccount", "SecretProviderClass", "NetworkPolicy");
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void everyHookMakesWayForTheNextOne(Scenario scenario) {
    assertThat(Chart.rendered(scenario).all())
        .filteredOn(it -> !hook(it).isEmpty())
        .isNotEmpty()
        .allMatch(it -> annotation(it, "-delete-policy").equals("before-hook-creation"));
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void everyHookJobEndsAndIsTidiedUp(Scenario scenario) {
    for (Job job : Chart.rendered(scenario).of(Job.class)) {
      assertThat(job.getSpec().getActiveDeadlineSeconds()).isPositive();
      assertThat(job.getSpec().getTtlSecondsAfterFinished()).isPositive();
      assertThat(job.getSpec().getBackoffLimit()).isBetween(0, 5);
      assertThat(job.getSpec().getTemplate().getSpec().getRestartPolicy()).isEqualTo("Never");
    }
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void theSmokeTestIsOneOfHelms(Scenario scenario) {
    Manifests manifests = Chart.rendered(scenario);
    Pod smoke = manifests.require(Pod.class, "surety-smoke");
    assertThat(hook(smoke)).isEqualTo("test");
    assertThat(smoke.getSpec().getRestartPolicy()).isEqualTo("Never");
    assertThat(smoke.getSpec().getActiveDeadlineSeconds()).isPositive();
    assertThat(smoke.getSpec().getContainers().getFirst().getArgs())
        .startsWith(
            "smoke",
            "--scores",
            manifests.find(Service.class, "surety-prediction-service-canary").isPresent()
                ? "http://surety-prediction-service-canary:8080"
                : "http://surety-prediction-service:8080");
  }

  private static List<HasMetadata> needed(Pods.Template pod, Manifests manifests) {
    Stream<HasMetadata> account =
        Stream.of(manifests.require(ServiceAccount.class, pod.spec().getServiceAccountName()));
    Stream<HasMetadata> openings =
        manifests.of(NetworkPolicy.class).stream()
            .filter(it -> !it.getSpec().getEgress().isEmpty())
            .filter(it -> pod.has(it.getSpec().getPodSelector().getMatchLabels()))
            .map(HasMetadata.class::cast);
    Stream<HasMetadata> secrets =
        pod.spec().getVolumes().stream()
            .map(Volume::getCsi)
            .filter(Objects::nonNull)
            .map(csi -> csi.getVolumeAttributes().get("secretProviderClass"))
            .filter(Objects::nonNull)
            .map(name -> manifests.require(SecretProviderClass.class, name));
    return Stream.of(account, openings, secrets).flatMap(it -> it).toList();
  }

  private static String hook(HasMetadata manifest) {
    return annotation(manifest, "");
  }

  private static int weight(HasMetadata manifest) {
    return Integer.parseInt(annotation(manifest, "-weight"));
  }

  private static String annotation(HasMetadata manifest, String rest) {
    Map<String, String> annotations = manifest.getMetadata().getAnnotations();
    return annotations == null ? "" : annotations.getOrDefault(Chart.HOOK + rest, "");
  }
}
