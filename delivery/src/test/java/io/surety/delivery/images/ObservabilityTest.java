package io.surety.delivery.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.watch.health.Consistency;
import io.surety.watch.health.Freshness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What Prometheus and Grafana are told in compose leads to what compose has. */
class ObservabilityTest {

  private static Map<String, Map<String, Object>> services;
  private static Map<String, Object> prometheus;

  @BeforeAll
  static void read() throws IOException {
    services = ComposeYaml.services(Files.readString(home("compose.yaml")));
    prometheus = yaml(home("observability/prometheus.yaml"));
  }

  @Test
  void asksTheManagementPortOfEveryServiceAndTheWatchAndNothingElse() {
    List<String> asked = new ArrayList<>();
    for (Map<String, Object> job : maps(prometheus.get("scrape_configs"))) {
      if (!"watch".equals(job.get("job_name"))) {
        assertThat(job).containsEntry("metrics_path", "/actuator/prometheus");
      }
      maps(job.get("static_configs")).forEach(each -> asked.addAll(strings(each.get("targets"))));
      maps(job.get("dns_sd_configs"))
          .forEach(each ->
              strings(each.get("names")).forEach(name -> asked.add(name + ":" + each.get("port"))));
    }
    assertThat(asked)
        .containsExactlyInAnyOrder(
            "feature-service:9081",
            "prediction-1:9080",
            "prediction-2:9080",
            "prediction-canary:9080",
            "watch:9082");
    assertThat(asked)
        .allSatisfy(
            target -> assertThat(services).containsKey(target.substring(0, target.indexOf(':'))));
    assertThat(services.keySet())
        .filteredOn(name ->
            name.startsWith("prediction-")
                || name.equals("feature-service")
                || name.equals("watch"))
        .hasSameSizeAs(asked);
  }

  @Test
  void readsRulesThatAreMountedAndNeedNoCluster() {
    List<String> rules = strings(prometheus.get("rule_files"));
    assertThat(rules)
        .extracting(file -> Path.of(file).getFileName().toString())
        .containsExactlyInAnyOrder(
            "breaker.yaml", "features.yaml", "models.yaml", "service-levels.yaml", "watch.yaml");
    assertThat(rules).allSatisfy(file -> assertThat(mounted("prometheus", file)).isRegularFile());
    assertThat(strings(services.get("prometheus").get("command")))
        .filteredOn(argument -> argument.startsWith("--config.file="))
        .allSatisfy(argument ->
            assertThat(mounted("prometheus", argument.substring(argument.indexOf('=') + 1)))
                .hasSameTextualContentAs(home("observability/prometheus.yaml")))
        .hasSize(1);
  }

  @Test
  void tellsOfOldDataFromTheAgeOnThatThePageOfHealthCallsOld() throws IOException {
    Map<String, Duration> limits =
        Map.of(
            "surety_newest_load_timestamp_seconds", Freshness.LIMIT,
            "surety_consistency_check_timestamp_seconds", Consistency.LIMIT);
    for (String file : List.of("helm/rules/watch.yaml", "infra/alerts.yaml")) {
      String rules = Files.readString(home(file));
      limits.forEach((metric, limit) ->
          assertThat(rules)
              .as("%s in %s", metric, file)
              .containsPattern(
                  "time\\(\\) - max[^\n]*%s[^\n]* > %d \\* 86400"
                      .formatted(metric, limit.toDays())));
    }
  }

  @Test
  void showsTheChartsDashboardFromThisPrometheus() throws IOException {
    Map<String, Object> source =
        maps(yaml(provisioned("datasources/prometheus.yaml")).get("datasources")).getFirst();
    assertThat(source)
        .containsEntry("type", "prometheus")
        .containsEntry("url", "http://prometheus:9090");
    assertThat(services).containsKey("prometheus");

    Map<String, Object> provider =
        maps(yaml(provisioned("dashboards/surety.yaml")).get("providers")).getFirst();
    assertThat(provider.get("options")).isInstanceOf(Map.class);
    String folder = String.valueOf(((Map<?, ?>) provider.get("options")).get("path"));
    try (Stream<Path> dashboards = Files.list(mounted("grafana", folder))) {
      assertThat(dashboards.map(Path::getFileName).map(Path::toString)).contains("surety.json");
    }
  }

  private static Path provisioned(String file) {
    return mounted("grafana", "/etc/grafana/provisioning/" + file);
  }

  /** The file of this repository that a container sees at a path. */
  private static Path mounted(String service, String path) {
    for (String volume : strings(services.get(service).get("volumes"))) {
      String[] parts = volume.split(":", -1);
      if (parts[0].startsWith("./") && (path.equals(parts[1]) || path.startsWith(parts[1] + "/"))) {
        return home(parts[0].substring(2) + path.substring(parts[1].length()));
      }
    }
    throw new AssertionError("Nothing of this repository is at %s in %s.".formatted(path, service));
  }

  private static Path home(String file) {
    return DockerEngine.home().resolve(file);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> yaml(Path file) throws IOException {
    return (Map<String, Object>)
        new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> maps(Object list) {
    return list == null ? List.of() : (List<Map<String, Object>>) list;
  }

  private static List<String> strings(Object list) {
    return ((List<?>) list).stream().map(Object::toString).toList();
  }
}
