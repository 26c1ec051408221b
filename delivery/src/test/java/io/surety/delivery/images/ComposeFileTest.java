package io.surety.delivery.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What compose.yaml says, read with its anchors and merge keys expanded. */
class ComposeFileTest {

  private static final List<String> OF_OTHERS = List.of("database", "prometheus", "grafana");

  private static Map<String, Map<String, Object>> services;
  private static String text;

  @BeforeAll
  static void read() throws IOException {
    text = Files.readString(DockerEngine.home().resolve("compose.yaml"));
    services = ComposeYaml.services(text);
  }

  @Test
  void opensPortsOnThisMachineAlone() {
    List<String> open = new ArrayList<>();
    services.forEach((name, service) -> list(service, "ports").forEach(open::add));
    assertThat(open)
        .isNotEmpty()
        .allSatisfy(
            port -> assertThat(port).matches("127\\.0\\.0\\.1:\\$\\{[A-Z]+_PORT:-[0-9]+}:[0-9]+"));
  }

  @Test
  void runsEveryContainerOfOursWithoutRights() {
    Map<String, Map<String, Object>> ours = new TreeMap<>(services);
    ours.keySet().removeAll(OF_OTHERS);
    assertThat(ours).hasSizeGreaterThan(10);
    ours.forEach((name, service) -> {
      assertThat(service).as(name).containsEntry("user", "10001:10001");
      assertThat(service).as(name).containsEntry("read_only", true);
      assertThat(list(service, "cap_drop")).as(name).containsExactly("ALL");
      assertThat(list(service, "security_opt")).as(name).contains("no-new-privileges:true");
    });
  }

  @Test
  void holdsNoSecretAndHandsNoneOverInTheEnvironment() {
    assertThat(text)
        .doesNotContainPattern("(?i)(password|secret|token|key):[ \\t]*['\"]?[A-Za-z0-9]{6,}");
    services.forEach((name, service) ->
        assertThat(environment(service).keySet())
            .as(name)
            .noneMatch(key -> key.endsWith("PASSWORD") || key.endsWith("TOKEN")));
  }

  @Test
  void verifiesTheDatabaseWhereverItIsConnectedTo() {
    List<Object> addresses = new ArrayList<>();
    services.values().stream()
        .map(ComposeFileTest::environment)
        .forEach(settings ->
            settings.forEach((key, value) -> {
              if (key.equals("SURETY_DATABASE") || key.equals("SPRING_DATASOURCE_URL")) {
                addresses.add(value);
              }
            }));
    assertThat(addresses)
        .hasSizeGreaterThan(8)
        .allSatisfy(address ->
            assertThat(address.toString()).contains("sslmode=verify-full", "sslrootcert="));
  }

  @Test
  void givesEachContainerNoSecretButItsOwn() {
    assertThat(secretsOf("feature-service")).containsExactly("features-password");
    assertThat(secretsOf("prediction-1")).containsExactly("predictions-password");
    assertThat(secretsOf("prediction-canary")).containsExactly("predictions-password");
    assertThat(secretsOf("nightly-cycle"))
        .containsExactly("training-password", "watching-password");
    assertThat(secretsOf("approval")).containsExactly("approval-password");
    assertThat(secretsOf("watch")).containsExactly("watching-password");
    assertThat(secretsOf("admission")).containsExactly("admission-password");
    assertThat(secretsOf("token")).containsExactly("signing-key");
    assertThat(secretsOf("front-door")).isEmpty();
  }

  @Test
  void saysInAnswersWhenFeaturesAreStale() {
    for (String service : List.of("prediction-1", "prediction-2", "prediction-canary")) {
      assertThat(environment(services.get(service)))
          .as(service)
          .containsEntry("SURETY_SCORING_STALEAFTER", "${STALE_AFTER:-3d}")
          .containsEntry("SURETY_SCORING_STALEFEATURES", "mark");
    }
  }

  /** A new volume is whose the folder in the image is, and root's where there is none. */
  @Test
  void writesSecretsIntoFoldersThatTheImageHas() throws IOException {
    String image = Files.readString(DockerEngine.home().resolve("Dockerfile.training"));
    List<String> written = list(services.get("secrets"), "volumes");
    assertThat(written).hasSizeGreaterThan(8);
    assertThat(written)
        .allSatisfy(volume ->
            assertThat(image)
                .containsPattern("/own" + volume.substring(volume.indexOf(':') + 1) + "\\s"));
  }

  private static List<String> secretsOf(String service) {
    return list(services.get(service), "volumes").stream()
        .map(volume -> volume.substring(0, volume.indexOf(':')))
        .filter(volume -> volume.endsWith("password") || volume.equals("signing-key"))
        .toList();
  }

  private static List<String> list(Map<String, Object> service, String key) {
    return service.get(key) instanceof List<?> values
        ? values.stream().map(Object::toString).toList()
        : List.of();
  }

  private static Map<String, Object> environment(Map<String, Object> service) {
    Map<String, Object> settings = new TreeMap<>();
    if (service.get("environment") instanceof Map<?, ?> given) {
      given.forEach((key, value) -> settings.put(key.toString(), String.valueOf(value)));
    }
    return settings;
  }
}
