package io.surety.prediction.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.prediction.FakeFeatureService;
import io.surety.prediction.TestedRegistry;
import io.surety.prediction.TinyBundle;
import io.surety.testing.HttpProbe;
import io.surety.testing.Pythons;
import io.surety.web.WireJson;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets the clients themselves ask a running service, where a Python has them. {@link
 * RecordedClientsIT} needs none of them.
 */
class PythonClientsIT {

  private static final JsonMapper JSON = WireJson.mapper();
  private static final FakeFeatureService FEATURES = new FakeFeatureService();
  private static TestedRegistry registry;
  private static ConfigurableApplicationContext service;
  private static JsonNode probabilities;

  @BeforeAll
  static void start() {
    registry = new TestedRegistry();
    registry.promote(TinyBundle.answering(0.4));
    service = registry.start(FEATURES);
    try (HttpProbe http = TestedRegistry.probe(service)) {
      JsonNode scored =
          JSON.readTree(
              http.post("/score", "[[15, 128.9, 33, 3, 1], [0, null, 59, null, false]]").body());
      probabilities =
          JSON.createArrayNode()
              .add(scored.at("/0/probability").doubleValue())
              .add(scored.at("/1/probability").doubleValue());
    }
  }

  @AfterAll
  static void stop() {
    service.close();
    FEATURES.close();
    registry.close();
  }

  @Test
  void servesTritonsClient() throws Exception {
    JsonNode told = ask("tritonclient.http", "triton.py", "1");

    for (String yes : new String[] {"live", "ready", "model_ready", "version_ready"}) {
      assertThat(told.get(yes).booleanValue()).as(yes).isTrue();
    }
    assertThat(told.get("other_ready").booleanValue()).isFalse();
    assertThat(told.at("/server/extensions/0").stringValue()).isEqualTo("binary_tensor_data");
    assertThat(told.at("/model/inputs").size()).isEqualTo(5);
    for (String way : new String[] {"binary", "json", "matrix32", "matrix64"}) {
      assertThat(told.at("/" + way + "/probability")).as(way).isEqualTo(probabilities);
      assertThat(told.at("/" + way + "/decision").toString()).isEqualTo("[\"refer\",\"refer\"]");
    }
    assertThat(told.at("/matrix64/contributions/1").size()).isEqualTo(5);
    assertThat(told.at("/matrix64/reasons/0").toString()).isEqualTo("[\"age\",\"\",\"\",\"\"]");
    assertThat(told.at("/arity/1").stringValue()).contains("A row has 3 values");
    assertThat(told.at("/compressed/1").stringValue()).contains("without the encoding 'gzip'");
    assertThat(told.at("/no_such_version/1").stringValue()).contains("no version '77'");
    assertThat(told.at("/config/1").stringValue()).contains("There is nothing at this path");
  }

  @Test
  void servesKservesClient() throws Exception {
    JsonNode told = ask("kserve", "kserve_client.py");

    for (String yes : new String[] {"live", "ready", "model_ready"}) {
      assertThat(told.get(yes).booleanValue()).as(yes).isTrue();
    }
    assertThat(told.get("other_ready").booleanValue()).isFalse();
    assertThat(told.at("/binary/probability")).isEqualTo(probabilities);
    assertThat(told.at("/json/probability")).isEqualTo(probabilities);
    assertThat(told.get("refused").stringValue()).contains("At least one input is required.");
  }

  @Test
  void servesMlflowsClient() throws Exception {
    JsonNode told = ask("mlflow.pyfunc", "mlflow_client.py");

    for (String way :
        new String[] {"frame", "array", "columns", "json_records", "instances", "csv"}) {
      assertThat(told.get(way)).as(way).isEqualTo(probabilities);
    }
    assertThat(told.at("/records/1/probability")).isEqualTo(probabilities.get(1));
    assertThat(told.at("/records/1/decision").stringValue()).isEqualTo("refer");
    assertThat(told.get("refused").stringValue()).contains("age is missing");
  }

  /** What a script printed, or a test skipped where no Python has its module. */
  private static JsonNode ask(String module, String script, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        Stream.concat(
                Stream.of(
                    Pythons.here().require(module),
                    folder() + script,
                    "127.0.0.1:" + TestedRegistry.port(service)),
                Stream.of(arguments))
            .toList();
    Process process =
        Pythons.command(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(script).isZero();
    return JSON.readTree(printed);
  }

  private static String folder() {
    try {
      return Path.of(Objects.requireNonNull(PythonClientsIT.class.getResource("/clients")).toURI())
          + "/";
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
