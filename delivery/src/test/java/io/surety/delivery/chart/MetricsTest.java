package io.surety.delivery.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Service;
import io.surety.delivery.Headings;
import io.surety.delivery.Repository;
import io.surety.testing.ExampleFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rules and dashboard ask for nothing that nobody exports. What the services export stands in
 * {@code metrics/} of the examples, and the services are tested on the same lists.
 */
class MetricsTest {

  /** From Prometheus itself, and from kube-state-metrics. */
  private static final Set<String> OF_OTHERS =
      Set.of(
          "up",
          "kube_cronjob_status_last_successful_time",
          "kube_job_status_failed",
          "kube_horizontalpodautoscaler_status_current_replicas",
          "kube_horizontalpodautoscaler_spec_max_replicas");

  private static Set<String> exported() {
    Set<String> names = new HashSet<>(OF_OTHERS);
    for (String service : List.of("feature-service", "prediction-service", "watch")) {
      ExampleFile.read("metrics/" + service + ".txt").lines().forEach(names::add);
    }
    return names;
  }

  private static PrometheusRule rules(String said) {
    Manifests manifests =
        Manifests.read(
            Chart.text(
                Given.production("observability: {rules: {enabled: true%s}}".formatted(said))));
    return manifests.of(PrometheusRule.class).getFirst();
  }

  @Test
  void everyRuleAsksForMetricsThatAreExported() {
    PrometheusRule rules = rules("");
    Set<String> known = exported();
    known.addAll(rules.recorded());
    assertThat(rules.rules()).hasSizeGreaterThan(20);
    assertThat(rules.rules())
        .allSatisfy(rule -> assertThat(known).containsAll(PromQl.metrics(rule.expr())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SuretyErrorBudgetBurnsFast",
        "SuretyScoresSlowlyNow",
        "SuretyFeaturesAreStale",
        "SuretyHasNoChampion",
        "SuretyBreakerIsOpen",
        "SuretyFeatureServiceLeftAlone",
        "SuretyFeatureCallsFail",
        "SuretyHasNoBackup",
        "SuretyLosesDecisions",
        "SuretyCannotLogDecisions",
        "SuretyLogRefusesDecisions",
        "SuretyBreakerStaysHalfOpen",
        "SuretyShedsTheShadow",
        "SuretyNobodyWatches",
        "SuretyWatchIsLate",
        "SuretyWatchIsBlind",
        "SuretyWebhookIsBehind",
        "SuretyRuleIsBroken",
        "SuretyInputsDrift",
        "SuretyWorseThanTrivial",
        "SuretyNoNewLoans",
        "SuretyFeaturesDiffer",
        "SuretyMissesDecisions"
      })
  void warnsOfWhatCannotWait(String alert) {
    assertThat(rules("").rules()).anyMatch(rule -> alert.equals(rule.alert()));
  }

  @Test
  void everyAlertSaysHowBadItIsAndWhatToDoNext() {
    PrometheusRule rules = rules("");
    assertThat(rules.rules().filter(rule -> rule.alert() != null))
        .allSatisfy(rule -> {
          assertThat(rule.labels()).containsOnlyKeys("severity");
          assertThat(rule.labels().get("severity")).isIn("page", "ticket");
          assertThat(rule.annotations()).containsOnlyKeys("summary", "action", "runbook");
          assertThat(rule.annotations().get("summary")).endsWith(".");
          assertThat(rule.annotations().get("action")).endsWith(".");
        });
    assertThat(rules.rules().filter(rule -> rule.alert() != null).map(PrometheusRule.Rule::alert))
        .doesNotHaveDuplicates();
  }

  @Test
  void everyAlertLeadsToARunbookThatIsThere() {
    for (PrometheusRule.Rule rule :
        rules("").rules().filter(rule -> rule.alert() != null).toList()) {
      String runbook = rule.annotations().get("runbook");
      assertThat(Headings.leadsSomewhere(Repository.file("README.md"), runbook))
          .as("%s: %s", rule.alert(), runbook)
          .isTrue();
    }
  }

  /** Managed Prometheus takes its rules from infra/, and at most 20 of them in a group. */
  @Test
  void everyAlertOfAzureAsksForMetricsThatAreExported() throws IOException {
    JsonNode alerts = new YAMLMapper().readTree(Repository.file("infra/alerts.yaml").toFile());
    Set<String> known = exported();
    assertThat(alerts).hasSizeBetween(15, 20);
    for (JsonNode alert : alerts) {
      String expression = alert.get("expr").asText();
      assertThat(known).as(alert.get("alert").asText()).containsAll(PromQl.metrics(expression));
      assertThat(expression).contains("{namespace=\"surety\"");
    }
  }

  @Test
  void everyPanelAsksForMetricsThatAreExportedAndIsOnTheGridAlone() throws IOException {
    JsonNode dashboard = dashboard();
    Set<String> known = exported();
    Set<String> places = new HashSet<>();
    Set<Integer> ids = new HashSet<>();
    for (JsonNode panel : dashboard.get("panels")) {
      String title = panel.get("title").asText();
      assertThat(ids.add(panel.get("id").asInt())).as(title).isTrue();
      assertThat(places.add(panel.at("/gridPos/x") + "," + panel.at("/gridPos/y")))
          .as(title)
          .isTrue();
      assertThat(panel.at("/gridPos/x").asInt() + panel.at("/gridPos/w").asInt())
          .as(title)
          .isLessThanOrEqualTo(24);
      for (JsonNode target : panel.path("targets")) {
        String expression = target.get("expr").asText();
        assertThat(known).as(title).containsAll(PromQl.metrics(expression));
        assertThat(PromQl.metrics(expression)).as(title).isNotEmpty();
        assertThat(expression).as(title).contains("namespace=~\"$namespace\"");
        assertThat(target.at("/datasource/uid").asText()).as(title).isEqualTo("${datasource}");
      }
    }
    assertThat(rows(dashboard))
        .containsExactly(
            "At a glance",
            "Requests, errors, latency",
            "Decisions and scores",
            "Models",
            "The watch",
            "The log and the shadow",
            "Calls of the feature service",
            "Processes");
    for (JsonNode variable : dashboard.at("/templating/list")) {
      String query = variable.path("definition").asText();
      if (!query.isEmpty()) {
        assertThat(known).contains(query.replaceAll("label_values\\((\\w+), \\w+\\)", "$1"));
      }
    }
  }

  @Test
  void grafanaFindsTheDashboardAsItIsInTheRepository() throws IOException {
    ConfigMap found =
        Chart.rendered(Scenario.PLAIN_SECRET).require(ConfigMap.class, "surety-dashboard");
    assertThat(found.getMetadata().getLabels()).containsEntry("grafana_dashboard", "1");
    assertThat(new JsonMapper().readTree(found.getData().get("surety.json")))
        .isEqualTo(dashboard());
  }

  @Test
  void prometheusScrapesBothServicesAtTheirManagementPort() {
    Manifests manifests = Chart.rendered(Scenario.CANARY);
    ServiceMonitor monitor = manifests.require(ServiceMonitor.class, "surety");
    Stream<Service> scraped =
        manifests.of(Service.class).stream()
            .filter(service ->
                service
                    .getMetadata()
                    .getLabels()
                    .entrySet()
                    .containsAll(monitor.spec.selector().matchLabels().entrySet()));
    assertThat(scraped)
        .hasSize(3)
        .allMatch(service ->
            service.getSpec().getPorts().stream()
                .anyMatch(
                    port -> port.getName().equals(monitor.spec.endpoints().getFirst().port())));
    assertThat(monitor.spec.endpoints().getFirst().path()).isEqualTo("/actuator/prometheus");
    assertThat(monitor.spec.jobLabel()).isEqualTo("app.kubernetes.io/component");
  }

  @Test
  void readsTheMetricsOfAnExpression() {
    assertThat(
            PromQl.metrics(
                "histogram_quantile(0.99, sum by (le) (rate(a_bucket{b=\"c\",d=~\"e|f\"}[5m]))) > 0.5"
                    + " and on (job) group_left sum(g:h offset 1m) unless up == 1 or vector(0)"))
        .containsExactlyInAnyOrder("a_bucket", "g:h", "up");
  }

  private static JsonNode dashboard() throws IOException {
    return new JsonMapper().readTree(Chart.FOLDER.resolve("dashboards/surety.json").toFile());
  }

  private static List<String> rows(JsonNode dashboard) {
    List<String> rows = new ArrayList<>();
    for (JsonNode panel : dashboard.get("panels")) {
      if (panel.get("type").asText().equals("row")) {
        rows.add(panel.get("title").asText());
      }
    }
    return rows;
  }
}
