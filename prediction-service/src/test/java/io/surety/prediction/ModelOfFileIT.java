package io.surety.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import io.surety.testing.HttpProbe;
import io.surety.web.WireJson;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** The service with a model of its own: no database anywhere. */
class ModelOfFileIT {

  private static final String HEADER = "Surety-Model-Approved";
  private static final String ROW =
      """
      {"features": {"nb_previous_loans": 1, "avg_amount_loans_previous": 2.5, "age": 33,
       "years_on_the_job": 1, "flag_own_car": 0}}
      """;
  private static final String TENSOR =
      """
      {"inputs": [{"name": "rows", "shape": [1, 5], "datatype": "FP64", "data": [1, 2.5, 33, 1, 0]}]}
      """;

  private static final String CSV =
      """
      nb_previous_loans,avg_amount_loans_previous,age,years_on_the_job,flag_own_car
      1,2.5,33,1,0
      """;

  @TempDir Path folder;

  private ConfigurableApplicationContext start(byte[] file, String... settings) throws IOException {
    Path model = Files.write(folder.resolve("model.zip"), file);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--surety.champion.bundle=" + model,
                "--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/surety"));
    arguments.addAll(Arrays.asList(settings));
    return PredictionServiceApplication.start(arguments.toArray(String[]::new));
  }

  @Test
  void logsWhereItIsToldToAndRefusesToStartWhereItCannot() throws IOException {
    byte[] export = TinyExport.approved(TinyBundle.answering(0.2));
    try (TestedRegistry registry = new TestedRegistry()) {
      try (ConfigurableApplicationContext service = start(export, registry.audit());
          HttpProbe http = TestedRegistry.probe(service)) {
        assertThat(http.post("/score", ROW).statusCode()).isEqualTo(200);
        assertThat(http.get("/actuator/health").body()).contains("\"mode\":\"durable\"");
      }
      assertThat(registry.logged())
          .extracting(each -> each.version().toString())
          .containsExactly("loan-risk/7");
    }
    assertThatException()
        .isThrownBy(() -> start(export, "--surety.audit.mode=durable").close())
        .havingRootCause()
        .withMessageContaining("there is no database to log in");
  }

  @Test
  void scoresWithAnApprovedExportAndWithoutADatabase() throws IOException {
    try (ConfigurableApplicationContext service =
            start(TinyExport.approved(TinyBundle.answering(0.2)));
        HttpProbe http = TestedRegistry.probe(service)) {
      HttpResponse<String> answer = http.post("/score", ROW);
      assertThat(answer.statusCode()).isEqualTo(200);
      JsonNode model = WireJson.mapper().readTree(answer.body()).path("model");
      assertThat(model).hasToString("{\"name\":\"loan-risk\",\"version\":7}");
      assertThat(answer.headers().firstValue(HEADER)).isEmpty();

      assertThat(service.getBeanProvider(DataSource.class).getIfAvailable()).isNull();
      HttpResponse<String> readiness = http.get("/actuator/health/readiness");
      assertThat(readiness.statusCode()).isEqualTo(200);
      assertThat(readiness.body())
          .contains("\"champion\":\"loan-risk/7\"")
          .doesNotContain("database", "approved");
      assertThat(http.get("/actuator/prometheus").body())
          .contains("surety_champion_serving 1.0", "surety_champion_unapproved 0.0");

      assertThat(http.get("/v2/models/loan-risk").body()).contains("\"versions\":[\"7\"]");
      assertThat(http.post("/v2/models/loan-risk/versions/7/infer", TENSOR).statusCode())
          .isEqualTo(200);
      HttpResponse<String> other = http.post("/v2/models/loan-risk/versions/1/infer", TENSOR);
      assertThat(other.statusCode()).isEqualTo(404);
    }
  }

  @Test
  void saysThatItKnowsNoUsersUnlessAFeatureServiceIsNamed() throws IOException {
    byte[] export = TinyExport.approved(TinyBundle.answering(0.2));
    try (ConfigurableApplicationContext service = start(export);
        HttpProbe http = TestedRegistry.probe(service)) {
      HttpResponse<String> one = http.post("/score", "{\"user_id\": 5008804}");
      assertThat(one.statusCode()).isEqualTo(422);
      assertThat(one.body())
          .contains("urn:surety:problem:users-not-known", "set surety.features.url");
      HttpResponse<String> both = http.post("/score", "[{\"user_id\": 5008804}, " + ROW + "]");
      assertThat(both.statusCode()).isEqualTo(200);
      assertThat(both.body()).contains("users-not-known", "\"version\":7");
    }
    try (FakeFeatureService features = new FakeFeatureService();
        ConfigurableApplicationContext service =
            start(export, "--surety.features.url=" + features.url());
        HttpProbe http = TestedRegistry.probe(service)) {
      assertThat(http.post("/score", "{\"user_id\": 5008804}").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void refusesToStartWithWhatNobodyApprovedOrWithDamage() {
    byte[] bundle = TinyBundle.answering(0.2);
    byte[] damaged = TinyExport.approved(bundle);
    damaged[damaged.length / 2] ^= 1;
    assertThatException()
        .isThrownBy(() -> start(TinyExport.candidate(bundle)).close())
        .havingRootCause()
        .withMessageContaining("Nobody approved loan-risk/7 in this file");
    assertThatException()
        .isThrownBy(() -> start(bundle).close())
        .havingRootCause()
        .withMessageContaining("Nobody approved loan-risk/1 in this file");
    assertThatException()
        .isThrownBy(() -> start(damaged, "--surety.champion.allow-unapproved=true").close())
        .havingRootCause()
        .withMessageContaining("which cannot be served: The export");
  }

  @Test
  void saysInEveryAnswerThatNobodyApprovedTheModelWhenThatIsAllowed() throws IOException {
    try (ConfigurableApplicationContext service =
            start(
                TinyExport.candidate(TinyBundle.answering(0.2)),
                "--surety.champion.allow-unapproved=true");
        HttpProbe http = TestedRegistry.probe(service)) {
      String flagged = "\"model\":{\"name\":\"loan-risk\",\"version\":7,\"approved\":false}";
      assertThat(says(http.post("/score", ROW))).contains(flagged);
      assertThat(says(http.post("/score", "[" + ROW + "]"))).contains(flagged);
      assertThat(says(post(http, "/score", ROW.replace("\n", " "), "application/x-ndjson")))
          .contains(flagged);
      says(post(http, "/score", CSV, "text/csv"));
      assertThat(says(http.post("/v2/models/loan-risk/infer", TENSOR)))
          .contains("\"parameters\":{\"approved\":false}");
      says(http.post("/invocations", "{\"instances\": [[1, 2.5, 33, 1, 0]]}"));
      assertThat(http.get("/actuator/health/readiness").body()).contains("\"approved\":false");
      assertThat(http.get("/actuator/prometheus").body())
          .contains("surety_champion_unapproved 1.0");
    }
  }

  private static String says(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue(HEADER)).contains("false");
    return answer.body();
  }

  private static HttpResponse<String> post(HttpProbe http, String path, String body, String type) {
    return http.send(
        http.request(path, "Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }
}
