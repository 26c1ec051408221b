package io.surety.delivery.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be said, and what is answered to who says something else. */
class ValuesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "predictionServise: {replicas: 2}",
        "predictionService: {replicaCount: 2}",
        "predictionService: {replicas: two}",
        "predictionService: {replicas: \"2\"}",
        "predictionService: {autoscaling: {enabled: \"yes\"}}",
        "predictionService: {resources: {limits: {memory: 512 MB}}}",
        "predictionService: {features: {staleAfter: PT26H}}",
        "predictionService: {features: {staleFeatures: ignore}}",
        "canary: {phase: \"on\"}",
        "canary: {weight: 101}",
        "images: {training: {digest: latest}}",
        "security: {mode: none}",
        "security: {issuer: \"http://issuer.example.com\"}",
        "database: {addresses: [10.0.0.1]}",
        "database: {password: hunter2}",
        "featureService: {env: {SPRING_DATASOURCE_PASSWORD: hunter2}}",
        "watch: {every: often}",
        "watch: {webhook: {secret: \"https://hooks.example.com/T0/B0\"}}",
        "networkPolicy: {clients: [{}]}",
        "networkPolicy: {dns: []}",
        "model: {export: {file: ../../etc/passwd}}",
        "batch: {train: {schedule: daily}}",
        "observability: {rules: {groups: {everything: true}}}",
        "smoke: {expectVersion: latest}"
      })
  void refusesWhatTheSchemaDoesNotKnow(String said) {
    assertThatThrownBy(() -> Chart.text(Given.production(said)))
        .hasMessageContaining("values don't meet the specifications of the schema");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "security: {issuer: ''}|security.issuer is empty",
        "security: {audience: ''}|security.audience is empty",
        "security: {audience: api://surety}|give the application (client) id of the app registration",
        "database: {host: ''}|database.host is empty",
        "database: {addresses: []}|database.addresses is empty",
        "database: {identity: password}|secrets.source is none",
        "secrets: {source: secret}|needs no password",
        "identities: {migration: {clientId: ''}}|identities.migration.clientId is empty",
        "identities: {watching: {clientId: ''}}|identities.watching.clientId is empty",
        "{watch: {webhook: {secret: on-call}}, networkPolicy: {webhook: {peers: []}}}|nobody could be told",
        "predictionService: {autoscaling: {min: 13}}|which is more than max, 12",
        "volumes: {account: ''}|volumes.account is empty",
        "volumes: {inbox: {container: ''}}|volumes.inbox is empty",
        "{database: {identity: password}, secrets: {source: secret}, identities: {migration: {clientId: ''}}}|volumes.backups names a container, but identities.migration.clientId is empty",
        "route: {host: ''}|route.host is empty",
        "route: {tlsSecret: ''}|nothing is served without TLS",
        "route: {gateway: {className: ''}}|route.gateway.className",
        "database: {enabled: false}|predictionService.model is registry",
        "{route: {kind: none}, canary: {phase: trial, weight: 5}}|canary.weight is set"
      })
  void saysWhatToDoAboutValuesThatDoNotGoTogether(String said, String sentence) {
    assertThatThrownBy(() -> Chart.text(Given.production(said.replace("''", "\"\""))))
        .hasMessageContaining(sentence);
  }

  @Test
  void everyObjectOfTheSchemaIsClosed() throws IOException {
    JsonNode schema =
        new JsonMapper().readTree(Chart.FOLDER.resolve("values.schema.json").toFile());
    List<String> open = new ArrayList<>();
    collectOpen("", schema, open);
    assertThat(open).isEmpty();
  }

  @Test
  void theSchemaKnowsEveryValueAndNoOther() throws IOException {
    JsonNode schema =
        new JsonMapper().readTree(Chart.FOLDER.resolve("values.schema.json").toFile());
    compare("", schema, schema, ValuesFiles.read(Chart.FOLDER.resolve("values.yaml")));
  }

  @ParameterizedTest
  @EnumSource(
      value = Scenario.class,
      names = {"DEV", "TEST", "PROD"})
  void anEnvironmentSaysOnlyWhatIsDifferent(Scenario environment) {
    ObjectNode values = ValuesFiles.read(Chart.FOLDER.resolve("values.yaml"));
    List<String> same = new ArrayList<>();
    collectSame("", ValuesFiles.read(environment.files().getFirst()), values, same);
    assertThat(same).isEmpty();
  }

  private static void collectSame(String at, JsonNode said, JsonNode usual, List<String> same) {
    for (Map.Entry<String, JsonNode> entry : said.properties()) {
      JsonNode below = usual.path(entry.getKey());
      if (entry.getValue().isObject()) {
        collectSame(at + "." + entry.getKey(), entry.getValue(), below, same);
      } else if (entry.getValue().equals(below)) {
        same.add(at + "." + entry.getKey());
      }
    }
  }

  private static void collectOpen(String at, JsonNode schema, List<String> open) {
    boolean isObject = schema.path("type").asText().equals("object");
    if (isObject && !schema.has("additionalProperties")) {
      open.add(at);
    }
    for (Map.Entry<String, JsonNode> entry : schema.properties()) {
      if (entry.getValue().isObject()) {
        collectOpen(at + "/" + entry.getKey(), entry.getValue(), open);
      }
    }
  }

  /** Values that are lists, or maps of names of one's own, are compared no deeper. */
  private static void compare(String at, JsonNode root, JsonNode schema, JsonNode value) {
    JsonNode meant =
        schema.has("$ref") ? root.at(schema.get("$ref").asText().substring(1)) : schema;
    if (value.isObject() && meant.has("properties")) {
      List<String> known = new ArrayList<>();
      meant.get("properties").fieldNames().forEachRemaining(known::add);
      List<String> said = new ArrayList<>();
      value.fieldNames().forEachRemaining(said::add);
      if (!at.contains("/resources")) {
        assertThat(said).as("Values at %s", at).containsExactlyInAnyOrderElementsOf(known);
      }
      for (String key : said) {
        compare(at + "/" + key, root, meant.get("properties").get(key), value.get(key));
      }
    }
  }
}
