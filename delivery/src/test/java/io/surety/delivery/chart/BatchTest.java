package io.surety.delivery.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Batch work runs once at a time, ends, and may run again. */
class BatchTest {

  static Stream<Arguments> cronJobs() {
    return Stream.of(Scenario.values())
        .flatMap(scenario ->
            Chart.rendered(scenario).of(CronJob.class).stream()
                .map(it -> Arguments.of(scenario, it.getMetadata().getName(), it)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("cronJobs")
  void runsOnceAtATimeAndEnds(Scenario scenario, String name, CronJob job) {
    CronJobSpec cron = job.getSpec();
    assertThat(cron.getConcurrencyPolicy()).isEqualTo("Forbid");
    assertThat(cron.getSchedule().split(" ", -1)).hasSize(5);
    assertThat(cron.getTimeZone()).isEqualTo("Etc/UTC");
    assertThat(cron.getStartingDeadlineSeconds()).isPositive();
    assertThat(cron.getSuccessfulJobsHistoryLimit()).isPositive();
    assertThat(cron.getFailedJobsHistoryLimit()).isPositive();
    JobSpec one = cron.getJobTemplate().getSpec();
    assertThat(one.getActiveDeadlineSeconds()).isPositive();
    assertThat(one.getTtlSecondsAfterFinished()).isPositive();
    assertThat(one.getTemplate().getSpec().getRestartPolicy()).isEqualTo("Never");
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("cronJobs")
  void countsATakenNodeAsNobodysFailureAndTriesNothingHopelessAgain(
      Scenario scenario, String name, CronJob job) {
    var rules = job.getSpec().getJobTemplate().getSpec().getPodFailurePolicy().getRules();
    assertThat(rules).extracting(rule -> rule.getAction()).containsExactly("Ignore", "FailJob");
    assertThat(rules.getFirst().getOnPodConditions().getFirst().getType())
        .isEqualTo("DisruptionTarget");
    assertThat(rules.getLast().getOnExitCodes().getValues()).containsExactly(2, 3);
  }

  @Test
  void trainsNowhereByItselfSoThatNumbersAreGivenInOnePlace() {
    Scenario.environments()
        .forEach(environment ->
            assertThat(
                    Chart.rendered(environment)
                        .require(CronJob.class, "surety-train")
                        .getSpec()
                        .getSuspend())
                .as("%s", environment)
                .isTrue());
  }

  @Test
  void marksStaleFeaturesInAnswersAndBatchesAlikeWhereNothingElseIsSaid() {
    Manifests usual = Chart.rendered(Scenario.PROD);
    Pods.Template service = Pods.of(usual.require(Deployment.class, "surety-prediction-service"));
    assertThat(service.setting("SURETY_SCORING_STALEAFTER")).isEqualTo("3d");
    assertThat(service.setting("SURETY_SCORING_STALEFEATURES")).isEqualTo("mark");
    assertThat(
            template(Chart.rendered(Scenario.INGRESS), "surety-score-batch").container().getArgs())
        .endsWith("--shards", "3", "--stale-after", "3d", "--stale-features", "mark");
  }

  @Test
  void refusesStaleFeaturesOrTakesThemAsTheyAreWhereThatIsSaid() {
    Manifests refusing =
        Manifests.read(
            Chart.text(
                Given.production(
                    "{predictionService: {features: {staleAfter: 26h, staleFeatures: refuse}}}")));
    Pods.Template service =
        Pods.of(refusing.require(Deployment.class, "surety-prediction-service"));
    assertThat(service.setting("SURETY_SCORING_STALEAFTER")).isEqualTo("26h");
    assertThat(service.setting("SURETY_SCORING_STALEFEATURES")).isEqualTo("refuse");
    Manifests never =
        Manifests.read(
            Chart.text(Given.production("{predictionService: {features: {staleAfter: never}}}")));
    assertThat(
            Pods.of(never.require(Deployment.class, "surety-prediction-service"))
                .setting("SURETY_SCORING_STALEAFTER"))
        .isEmpty();
  }

  /** The first training needs loans: the pipeline makes a job of the CronJob that starts none. */
  @Test
  void canTakeLoansInWhereModelsAreTrained() {
    Manifests dev = Chart.rendered(Scenario.DEV);
    assertThat(dev.require(CronJob.class, "surety-ingest").getSpec().getSuspend()).isTrue();
    assertThat(template(dev, "surety-ingest").container().getVolumeMounts())
        .anyMatch(mount -> mount.getMountPath().equals("/inbox") && mount.getReadOnly());
    assertThat(template(dev, "surety-ingest").spec().getVolumes())
        .anyMatch(volume ->
            volume.getName().equals("inbox")
                && volume.getCsi().getVolumeAttributes().get("containerName").equals("inbox"));
  }

  @Test
  void doesTheWorkOfANightInOneCycleThatTrainsNothingWhereModelsArrive() {
    for (Scenario environment : List.of(Scenario.TEST, Scenario.PROD)) {
      Manifests manifests = Chart.rendered(environment);
      assertThat(manifests.require(CronJob.class, "surety-cycle").getSpec().getSuspend()).isFalse();
      assertThat(manifests.require(CronJob.class, "surety-ingest").getSpec().getSuspend()).isTrue();
      Pods.Template cycle = template(manifests, "surety-cycle");
      assertThat(cycle.container().getArgs())
          .containsExactly("cycle", "--inbox", "/inbox", "--skip", "train");
      assertThat(cycle.container().getVolumeMounts())
          .anyMatch(mount -> mount.getMountPath().equals("/inbox") && mount.getReadOnly())
          .anyMatch(mount -> mount.getMountPath().equals("/app/reports"));
    }
  }

  /** Who loads and trains may not switch a breaker, so the step health is the watch's beside it. */
  @Test
  void leavesLookingToTheWatch() {
    for (Scenario environment : List.of(Scenario.TEST, Scenario.PROD, Scenario.PLAIN_SECRET)) {
      Manifests manifests = Chart.rendered(environment);
      assertThat(template(manifests, "surety-cycle").setting("SURETY_DATABASE_USER"))
          .isEqualTo("surety_training");
      assertThat(template(manifests, "surety-cycle").setting("SURETY_WATCHING_USER")).isEmpty();
      manifests.require(Deployment.class, "surety-watch");
    }
  }

  @Test
  void scoresABatchInAPodForEachShard() {
    Manifests manifests = Chart.rendered(Scenario.INGRESS);
    JobSpec job =
        manifests.require(CronJob.class, "surety-score-batch").getSpec().getJobTemplate().getSpec();
    assertThat(job.getCompletionMode()).isEqualTo("Indexed");
    assertThat(job.getCompletions()).isEqualTo(3);
    assertThat(job.getParallelism()).isEqualTo(3);
    assertThat(template(manifests, "surety-score-batch").container().getArgs())
        .startsWith("score-batch", "--out", "table", "--key", "$(JOB_NAME)", "--shards", "3");
  }

  @Test
  void trainsOnSpotNodesAndBacksUpOnOthers() {
    Manifests manifests = Chart.rendered(Scenario.PROD);
    for (String name : new String[] {"surety-cycle", "surety-ingest", "surety-train"}) {
      var spec = template(manifests, name).spec();
      assertThat(spec.getNodeSelector())
          .containsEntry("kubernetes.azure.com/scalesetpriority", "spot");
      assertThat(spec.getTolerations()).hasSize(1);
    }
    assertThat(template(manifests, "surety-backup").spec().getNodeSelector()).isNullOrEmpty();
  }

  @Test
  void writesEachBackupUnderTheNameOfItsJobSoThatASecondTryWritesTheSame() {
    Pods.Template backup = template(Chart.rendered(Scenario.PROD), "surety-backup");
    assertThat(backup.container().getArgs())
        .containsExactly("backup", "--out", "/backups/$(JOB_NAME).zip");
    assertThat(backup.container().getEnv().getFirst().getName()).isEqualTo("JOB_NAME");
  }

  @Test
  void writesReportsWhereTheRootFileSystemIsReadOnly() {
    assertThat(
            template(Chart.rendered(Scenario.PROD), "surety-train").container().getVolumeMounts())
        .anyMatch(mount -> mount.getMountPath().equals("/app/reports"));
  }

  /** By the pod's own account: a key of the storage account there is none. */
  @Test
  void mountsBlobStorageWithTheTokenOfWhoUsesIt() {
    Manifests manifests = Chart.rendered(Scenario.PROD);
    Map<String, String> identities = new TreeMap<>();
    Pods.of(manifests)
        .forEach(pod ->
            pod.spec().getVolumes().stream()
                .map(Volume::getCsi)
                .filter(csi -> csi != null && csi.getDriver().equals("blob.csi.azure.com"))
                .forEach(csi -> {
                  var attributes = csi.getVolumeAttributes();
                  assertThat(attributes).containsEntry("mountWithWorkloadIdentityToken", "true");
                  assertThat(attributes).containsEntry("clientID", clientId(manifests, pod.spec()));
                  assertThat(pod.labels()).containsEntry("azure.workload.identity/use", "true");
                  identities.put(attributes.get("containerName"), attributes.get("clientID"));
                }));
    assertThat(identities).containsOnlyKeys("backups", "exports", "inbox", "reports");
    assertThat(new HashSet<>(identities.values())).hasSize(3);
  }

  @Test
  void changesNothingInAContainerThatItOnlyReads() {
    Manifests manifests = Chart.rendered(Scenario.PROD);
    assertThat(
            Pods.of(manifests)
                .flatMap(pod -> pod.spec().getVolumes().stream())
                .filter(volume -> Set.of("exports", "inbox").contains(volume.getName())))
        .hasSize(3)
        .allMatch(volume -> volume.getCsi().getReadOnly())
        .allMatch(volume ->
            volume.getCsi().getVolumeAttributes().get("mountOptions").contains("--read-only=true"));
  }

  private static String clientId(Manifests manifests, PodSpec pod) {
    return manifests
        .require(ServiceAccount.class, pod.getServiceAccountName())
        .getMetadata()
        .getAnnotations()
        .get("azure.workload.identity/client-id");
  }

  @Test
  void usesClaimsThatExistWhereTheyAreNamed() {
    Manifests manifests = Chart.rendered(Scenario.PLAIN_SECRET);
    assertThat(template(manifests, "surety-ingest").spec().getVolumes())
        .anyMatch(volume ->
            volume.getPersistentVolumeClaim() != null
                && volume.getPersistentVolumeClaim().getClaimName().equals("inbox"));
  }

  private static Pods.Template template(Manifests manifests, String name) {
    CronJob job = manifests.require(CronJob.class, name);
    return Pods.of(manifests).filter(pod -> pod.owner().equals(job)).findFirst().orElseThrow();
  }
}
