package io.surety.delivery.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.LintResult;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Helm takes the chart, and the cluster's models take every manifest. No cluster runs here. */
class ManifestsTest {

  private static final String SERVICE =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: it, labels: {app: it}}
      spec:
        selector: {app: it}
        ports:
          - {name: http, port: 80, protocol: TCP}
      """;

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void helmFindsNothingToComplainAbout(Scenario scenario) {
    LintResult result = Chart.lint(scenario.files());
    assertThat(result.getMessages()).noneMatch(message -> message.startsWith("[WARNING]"));
    assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void everyManifestIsOneOfItsKindAndHasNoFieldTooMany(Scenario scenario) {
    assertThat(Chart.rendered(scenario).all()).isNotEmpty();
  }

  /** Who deploys rules one namespace, and nothing of the cluster's. */
  @ParameterizedTest
  @EnumSource(Scenario.class)
  void everyManifestLivesInTheNamespace(Scenario scenario) {
    assertThat(Chart.rendered(scenario).all())
        .filteredOn(manifest -> !(manifest instanceof Custom))
        .allMatch(Namespaced.class::isInstance);
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void noTwoManifestsHaveTheSameName(Scenario scenario) {
    assertThat(Chart.rendered(scenario).all())
        .extracting(it -> it.getKind() + " " + it.getMetadata().getName())
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void everyManifestSaysWhatItBelongsTo(Scenario scenario) {
    for (HasMetadata manifest : Chart.rendered(scenario).all()) {
      assertThat(manifest.getMetadata().getLabels())
          .as("%s %s", manifest.getKind(), manifest.getMetadata().getName())
          .containsEntry("app.kubernetes.io/name", "surety")
          .containsEntry("app.kubernetes.io/instance", "surety")
          .containsEntry("app.kubernetes.io/managed-by", "Helm")
          .containsKeys(
              "app.kubernetes.io/component", "app.kubernetes.io/version", "helm.sh/chart");
    }
  }

  @Test
  void readsWhatIsRight() {
    assertThat(Manifests.read(SERVICE + "---\n" + SERVICE).all()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "selector: {app: it}|selektor: {app: it}|selektor",
        "port: 80|port: 80, prot: 81|prot",
        "kind: Service|kind: Service\\nadditionalProperties: {}|additionalProperties",
        "name: it,|name: it, nickname: that,|nickname",
        "port: 80|port: eighty|eighty",
        "port: 80|port: 80, port: 81|Duplicate",
        "app: it}}|app: yes}}|String",
        "app: it}}|app: 7}}|String",
        "kind: Service|kind: Serviec|Serviec"
      })
  void refusesWhatTheClusterWouldRefuse(String right, String wrong, String named) {
    String manifest = SERVICE.replace(right, wrong.replace("\\n", "\n"));
    assertThat(manifest).isNotEqualTo(SERVICE);
    assertThatThrownBy(() -> Manifests.read(manifest)).hasMessageContaining(named);
  }

  @Test
  void refusesAFieldDeepInARealManifest() {
    String all = Chart.text(Scenario.PROD.files());
    assertThatThrownBy(() -> Manifests.read(all.replace("readOnlyRootFilesystem", "readOnlyRoot")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("readOnlyRoot");
    assertThatThrownBy(() -> Manifests.read(all.replace("jobLabel", "jobLable")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("jobLable");
  }

  @Test
  void helmSeesTheHooksAsHooks() {
    assertThat(Chart.rendered(Scenario.PROD).of(Job.class)).hasSize(2);
    assertThat(Manifests.read(Chart.printed(Scenario.PROD)).of(Job.class)).isEqualTo(List.of());
  }
}
