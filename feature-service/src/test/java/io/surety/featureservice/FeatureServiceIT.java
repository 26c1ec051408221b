package io.surety.featureservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.surety.featurestore.FeatureStoreMigrations;
import io.surety.testing.ExampleFile;
import io.surety.testing.HttpProbe;
import io.surety.testing.TestDatabase;
import io.surety.web.WireJson;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service on a real database, with a login that may read features and nothing else. */
class FeatureServiceIT {

  private static final JsonMapper JSON = WireJson.mapper();
  private static final String LOGIN = "feature_service_it";
  private static final String USERS =
      """
      INSERT INTO feature_store.ingest
          (ingest_id, file_name, sha256, source, known_at, rows_read, added, changed, unchanged,
          repeated, quarantined)
      VALUES
          (1, 'loans.csv', '0', 'file', '2022-03-07T01:30:12.345678Z', 2, 2, 0, 0, 0, 0);
      INSERT INTO feature_store.loan_features (loan_id, user_id, loan_date, nb_previous_loans,
          avg_amount_loans_previous, nb_loans_to_date, avg_amount_loans_to_date, birthday,
          job_start_date, flag_own_car)
      VALUES
          (1045, 5008806, '2020-12-18', 29, 136.4468640135, 30, 137.33, '1962-12-02', '2018-08-10', 1),
          (1152, 5008812, '2020-10-14', 16, 123.23469577030744, 17, 122.3, '1960-03-17', '3021-09-18', 0)
      """;

  @TempDir private static Path secrets;
  private static TestDatabase database;
  private static ConfigurableApplicationContext service;
  private static HttpProbe http;

  @BeforeAll
  static void start() throws Exception {
    Files.writeString(secrets.resolve("spring.datasource.password"), "reads\n");
    database = TestDatabase.create();
    FeatureStoreMigrations.migrate(database.owner());
    try (Connection owner = database.owner().getConnection();
        Statement statement = owner.createStatement()) {
      statement.execute(
          "CREATE ROLE " + LOGIN + " LOGIN PASSWORD 'reads' IN ROLE surety_feature_reader");
      statement.execute(USERS);
    }
    service = startOn(database.jdbcUrl());
    http = probe(service);
  }

  @AfterAll
  static void stop() {
    http.close();
    service.close();
    database.close();
  }

  @Test
  void answersOneUser() {
    HttpResponse<String> answer = http.get("/features/5008806?as_of=2022-03-08&basis=latest_loan");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(JSON.readTree(answer.body())).isEqualTo(example("features/answer.json"));
  }

  @Test
  void answersForToday() {
    HttpResponse<String> answer = http.get("/features/5008806");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(JSON.readTree(answer.body()).get("basis").stringValue()).isEqualTo("latest_loan");
  }

  @Test
  void answersALookup() {
    HttpResponse<String> answer =
        http.post("/features/lookup", ExampleFile.read("features/lookup-request.json"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(JSON.readTree(answer.body())).isEqualTo(example("features/lookup-answer.json"));
  }

  @Test
  void refusesAnUnknownUser() {
    HttpResponse<String> answer = http.get("/features/5008807?as_of=2022-03-08");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(JSON.readTree(answer.body())).isEqualTo(example("features/user-not-found.json"));
  }

  @Test
  void refusesWhatIsMalformedWithTheFieldNamed() {
    assertRefused(http.get("/features/abc"), 400, "malformed-request", "userId");
    assertRefused(http.get("/features/1?as_of=2021-02-30"), 400, "malformed-request", "as_of");
    assertRefused(http.get("/features/1?asof=2021-02-01"), 400, "malformed-request", "asof");
    assertRefused(
        http.post("/features/lookup", "{\"user_ids\": [1, \"2\"]}"),
        400,
        "malformed-request",
        "user_ids[1]");
    assertRefused(
        http.post("/features/lookup", "{\"user_ids\": [1], \"user_ids\": [2]}"),
        400,
        "malformed-request",
        "user_ids");
    assertRefused(
        http.post("/features/lookup", "{\"user_ids\": [1"), 400, "malformed-request", null);
    assertRefused(http.get("/nowhere"), 404, "unknown-path", null);
    assertRefused(http.get("/features/lookup"), 400, "malformed-request", "userId");
    assertRefused(http.post("/features/5008806", "{}"), 405, "method-not-allowed", null);
    assertRefused(
        http.send(
            http.request("/features/lookup")
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString("1"))
                .build()),
        415,
        "unsupported-media-type",
        null);
    assertRefused(
        http.post("/features/lookup", "[" + " ".repeat(1_100_000) + "]"),
        413,
        "body-too-large",
        null);
  }

  @Test
  void isAliveAndReady() {
    assertThat(http.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
    HttpResponse<String> ready = http.get("/actuator/health/readiness");
    assertThat(ready.statusCode()).isEqualTo(200);
    assertThat(ready.body()).contains("\"database\":\"reachable\"");
  }

  @Test
  void measuresItsRequests() {
    http.get("/features/5008806");
    assertThat(http.get("/actuator/prometheus").body())
        .contains("http_server_requests_seconds_bucket{", "uri=\"/features/{userId}\"")
        .contains("hikaricp_connections_max{pool=\"feature-store\"")
        .contains(ExampleFile.read("metrics/feature-service.txt").lines().toList());
  }

  @Test
  void servesItsContractWithAPageToTryIt() {
    JsonNode contract = JSON.readTree(http.get("/openapi.json").body());
    assertThat(contract.at("/openapi").stringValue()).startsWith("3.1");
    assertThat(contract.at("/paths").propertyNames())
        .containsExactlyInAnyOrder("/features/{userId}", "/features/lookup");
    assertThat(http.get("/swagger-ui/index.html").statusCode()).isEqualTo(200);
    assertThat(http.get("/swagger-ui/swagger-initializer.js").body()).contains("\"/openapi.json\"");
    assertThat(http.get("/").statusCode()).isEqualTo(302);
  }

  @Test
  void mayReadFeaturesAndNothingElse() throws SQLException {
    try (Connection login = database.login(LOGIN, "reads").getConnection();
        Statement statement = login.createStatement()) {
      for (String forbidden :
          List.of(
              "SELECT count(loan_id) FROM feature_store.loan",
              "DELETE FROM feature_store.loan_features",
              "CREATE TABLE feature_store.mine (id int)")) {
        assertThatThrownBy(() -> statement.execute(forbidden))
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("permission denied");
      }
    }
  }

  @Test
  void startsWhileTheDatabaseIsAwayAndSaysSoAlsoInTheLogWithTheTraceOfTheCaller() {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    try (ConfigurableApplicationContext away = startOn("jdbc:postgresql://127.0.0.1:1/surety");
        HttpProbe probe = probe(away)) {
      assertThat(probe.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
      HttpResponse<String> ready = probe.get("/actuator/health/readiness");
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body()).contains("\"database\":\"unreachable\"").doesNotContain("127.0.0.1");
      ((Logger) LoggerFactory.getLogger("io.surety.web")).addAppender(log);
      String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
      HttpResponse<String> answer =
          probe.get("/features/5008806", "traceparent", "00-" + trace + "-00f067aa0ba902b7-01");
      assertRefused(answer, 503, "database-unavailable", null);
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
      assertThat(answer.body()).doesNotContain("127.0.0.1", "postgres", "Exception");
      assertThat(log.list).hasSize(1);
      assertThat(log.list.getFirst().getMDCPropertyMap()).containsEntry("traceId", trace);
    }
  }

  private static void assertRefused(
      HttpResponse<String> answer, int status, String type, String field) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = JSON.readTree(answer.body());
    assertThat(problem.get("type").stringValue()).isEqualTo("urn:surety:problem:" + type);
    if (field != null) {
      assertThat(problem.at("/errors/0/field").stringValue()).isEqualTo(field);
    }
  }

  private static ConfigurableApplicationContext startOn(String jdbcUrl) {
    return FeatureServiceApplication.start(
        "--server.port=0",
        "--server.address=127.0.0.1",
        "--spring.datasource.url=" + jdbcUrl,
        "--spring.datasource.username=" + LOGIN,
        "--SURETY_SECRETS=" + secrets + "/");
  }

  private static HttpProbe probe(ConfigurableApplicationContext running) {
    return new HttpProbe(port(running, "server"), port(running, "management"));
  }

  private static int port(ConfigurableApplicationContext running, String which) {
    return Integer.parseInt(
        Objects.requireNonNull(running.getEnvironment().getProperty("local." + which + ".port")));
  }

  private static JsonNode example(String file) {
    return JSON.readTree(ExampleFile.read(file));
  }
}
