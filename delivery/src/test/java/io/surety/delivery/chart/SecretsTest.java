package io.surety.delivery.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.surety.delivery.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A secret is a file that the cluster brings, and never a word of a manifest. */
class SecretsTest {

  private static final Pattern SECRET_IN_A_SETTING =
      Pattern.compile("(?i)(password|passwd|secret|token|credential|api.?key)");

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void noManifestHoldsASecret(Scenario scenario) {
    Manifests manifests = Chart.rendered(scenario);
    assertThat(manifests.all()).extracting(it -> it.getKind()).doesNotContain("Secret");
    Pods.of(manifests)
        .flatMap(pod -> pod.container().getEnv().stream())
        .filter(variable -> SECRET_IN_A_SETTING.matcher(variable.getName()).find())
        .forEach(variable ->
            assertThat(variable)
                .extracting(EnvVar::getName, EnvVar::getValueFrom)
                .containsExactly("SURETY_DATABASE_PASSWORD_FILE", null));
    assertThat(Chart.text(scenario.files()))
        .doesNotContainPattern("(?i)(jdbc:[^\\s\"]*[?&](user|password)=)")
        .doesNotContainPattern("://[^/\\s\"@]+:[^/\\s\"@]+@");
  }

  @ParameterizedTest
  @EnumSource(value = Scenario.class, mode = EnumSource.Mode.EXCLUDE, names = "BAKED")
  void everyoneChecksTheServersCertificate(Scenario scenario) {
    Pods.of(Chart.rendered(scenario))
        .filter(pod -> !pod.component().equals("smoke"))
        .forEach(pod ->
            assertThat(pod.setting("SPRING_DATASOURCE_URL") + pod.setting("SURETY_DATABASE"))
                .as("%s", pod)
                .startsWith("jdbc:postgresql://")
                .contains("sslmode=verify-full"));
  }

  @ParameterizedTest
  @CsvSource({
    "feature-service, surety-features, surety_features, spring.datasource.password",
    "prediction-service, surety-predictions, surety_predictions, spring.datasource.password",
    "migration, surety-owner, surety_owner, password",
    "admission, surety-admission, surety_admission, password",
    "train, surety-training, surety_training, password",
    "watch, surety-watching, surety_watching, password"
  })
  void givesEachItsOwnLoginAndItsOwnPassword(
      String component, String secret, String login, String file) {
    Manifests vault = Chart.rendered(Scenario.KEY_VAULT);
    Pods.Template driven = pod(vault, component);
    var mounted =
        driven.spec().getVolumes().stream()
            .map(Volume::getCsi)
            .filter(Objects::nonNull)
            .filter(csi -> csi.getDriver().equals("secrets-store.csi.k8s.io"))
            .findFirst()
            .orElseThrow();
    assertThat(mounted.getReadOnly()).isTrue();
    SecretProviderClass provider =
        vault.require(
            SecretProviderClass.class, mounted.getVolumeAttributes().get("secretProviderClass"));
    assertThat(provider.spec.provider()).isEqualTo("azure");
    assertThat(provider.spec.parameters().objects())
        .containsOnlyOnce("objectName: ")
        .contains("objectName: " + secret, "objectAlias: " + file);
    assertThat(provider.spec.parameters().clientID()).isEqualTo(clientId(vault, driven));

    Pods.Template plain = pod(Chart.rendered(Scenario.PLAIN_SECRET), component);
    assertThat(plain.spec().getVolumes())
        .filteredOn(volume -> volume.getSecret() != null)
        .singleElement()
        .satisfies(volume -> {
          assertThat(volume.getSecret().getSecretName()).isEqualTo(secret);
          assertThat(volume.getSecret().getDefaultMode()).isEqualTo(0440);
          assertThat(volume.getSecret().getItems().getFirst().getPath()).isEqualTo(file);
        });
    assertThat(plain.container().getVolumeMounts())
        .anyMatch(mount -> mount.getMountPath().equals("/run/secrets/" + component));
    assertThat(plain.setting("SPRING_DATASOURCE_USERNAME") + plain.setting("SURETY_DATABASE_USER"))
        .isEqualTo(login);
  }

  @Test
  void namesTheFileThatItMounts() {
    assertThat(
            pod(Chart.rendered(Scenario.KEY_VAULT), "train")
                .setting("SURETY_DATABASE_PASSWORD_FILE"))
        .isEqualTo("/run/secrets/train/password");
  }

  /** The address lets whoever has it speak in somebody's room. */
  @Test
  void takesTheWebhookFromASecretThatExistsAndTellsNobodyWithoutOne() {
    EnvVar webhook =
        pod(Chart.rendered(Scenario.PLAIN_SECRET), "watch").container().getEnv().stream()
            .filter(variable -> variable.getName().equals("SURETY_WEBHOOK"))
            .findFirst()
            .orElseThrow();
    assertThat(webhook.getValue()).isNull();
    assertThat(webhook.getValueFrom().getSecretKeyRef())
        .extracting(from -> from.getName(), from -> from.getKey(), from -> from.getOptional())
        .containsExactly("on-call", "url", null);
    assertThat(pod(Chart.rendered(Scenario.PROD), "watch").container().getEnv())
        .extracting(EnvVar::getName)
        .doesNotContain("SURETY_WEBHOOK");
  }

  @Test
  void needsNoPasswordWhereIdentitiesAreTokens() {
    Manifests manifests = Chart.rendered(Scenario.PROD);
    assertThat(manifests.of(SecretProviderClass.class)).isEmpty();
    Pods.of(manifests)
        .filter(pod -> !pod.component().equals("smoke"))
        .forEach(pod -> {
          assertThat(pod.spec().getVolumes()).as("%s", pod).allMatch(it -> it.getSecret() == null);
          assertThat(pod.labels())
              .as("%s", pod)
              .containsEntry("azure.workload.identity/use", "true");
          assertThat(clientId(manifests, pod)).as("%s", pod).startsWith("00000000-");
          assertThat(pod.setting("SURETY_DATABASE_IDENTITY")).as("%s", pod).isEqualTo("workload");
        });
    assertThat(pod(manifests, "smoke").labels()).doesNotContainKey("azure.workload.identity/use");
  }

  @Test
  void tellsBothServicesWhoseTokensTheyTake() {
    for (String service : new String[] {"feature-service", "prediction-service"}) {
      Pods.Template entra = pod(Chart.rendered(Scenario.PROD), service);
      assertThat(entra.setting("SURETY_SECURITY_MODE")).isEqualTo("issuer");
      assertThat(entra.setting("SURETY_SECURITY_ISSUER")).startsWith("https://");
      assertThat(entra.setting("SURETY_SECURITY_AUDIENCE"))
          .isEqualTo("00000000-0000-0000-0000-00000000a9d1");
      Pods.Template own = pod(Chart.rendered(Scenario.PLAIN_SECRET), service);
      assertThat(own.setting("SURETY_SECURITY_MODE")).isEqualTo("keys");
      assertThat(own.setting("SURETY_SECURITY_KEYS")).isEqualTo("/etc/surety/keys/keys.json");
      assertThat(own.container().getVolumeMounts())
          .anyMatch(mount -> mount.getMountPath().equals("/etc/surety/keys"));
    }
  }

  /** Its tokens of version 2, which the issuer .../v2.0 makes, name an application by its id. */
  @Test
  void showsNobodyAnAudienceThatNoTokenOfEntraNames() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (String folder :
        List.of(
            "helm", "docs", "infra", "feature-service/src/main", "prediction-service/src/main")) {
      try (Stream<Path> files = Files.walk(Repository.file(folder))) {
        for (Path file : files.filter(it -> it.toString().matches(".*\\.(md|ya?ml|tf)")).toList()) {
          Files.readAllLines(file).stream()
              .filter(line -> line.matches(".*audience.*api://(?!AzureADTokenExchange).*"))
              .forEach(line -> wrong.add(file + ": " + line.strip()));
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static Pods.Template pod(Manifests manifests, String component) {
    return Pods.of(manifests)
        .filter(it -> it.component().equals(component))
        .findFirst()
        .orElseThrow();
  }

  private static String clientId(Manifests manifests, Pods.Template pod) {
    return manifests
        .require(ServiceAccount.class, pod.spec().getServiceAccountName())
        .getMetadata()
        .getAnnotations()
        .get("azure.workload.identity/client-id");
  }
}
