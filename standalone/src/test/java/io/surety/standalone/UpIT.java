package io.surety.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.testing.RealData;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole system as a person meets it: processes, HTTP, Ctrl-C. */
class UpIT {

  private static final String UP = "Ctrl-C stops it";
  private static final Duration FIRST_START = Duration.ofMinutes(3);
  private static final Duration NEXT_START = Duration.ofSeconds(60);
  private static final JsonMapper JSON = JsonMapper.shared();

  @TempDir Path folder;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void bringsUpSimulatedLoansServesThemTakesUpANewVersionAndComesBack() throws Exception {
    int port = freePort();
    int featurePort = freePort();
    String data = folder.resolve("data").toString();
    String[] up = {
      "up", "--data-dir", data, "--port", "" + port, "--feature-port", "" + featurePort
    };

    try (RunningCommand running = RunningCommand.start(up)) {
      running.awaitLine(UP, FIRST_START);

      JsonNode features = get(featurePort, "/features/5008806");
      assertThat(features.path("user_id").asLong()).isEqualTo(5008806);
      assertThat(features.path("features").size()).isEqualTo(5);
      JsonNode score = score(port);
      assertThat(score.path("probability").asDouble()).isBetween(0.0, 1.0);
      assertThat(score.path("model").path("version").asInt()).isEqualTo(1);
      assertThat(folder.resolve("data/reports/loan-risk-1.html")).isNotEmptyFile();
      assertThat(Files.readString(folder.resolve("data/logs/surety.log")))
          .contains("FeatureServiceApplication");

      followsATraceThroughBothServices(port);

      RunningCommand.Ended second = RunningCommand.run(up);
      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(second.output()).contains("is up in").contains("already");

      promoteASecondVersion(data);
      awaitVersion(port, 2);

      running.interrupt();
      assertThat(running.end(Duration.ofSeconds(60)).exitCode()).isZero();
    }
    assertThat(Postmaster.find(folder.resolve("data/postgresql"))).isEmpty();

    refusesRealLoansInThisFolder(up);

    List<String> approving = new ArrayList<>(List.of(up));
    approving.addAll(List.of("--approve-as", "Ada", "--reason", "test"));
    try (RunningCommand again = RunningCommand.start(approving.toArray(String[]::new))) {
      again.awaitLine(UP, NEXT_START);
      assertThat(again.output())
          .contains("nothing was approved as Ada")
          .contains("loan-risk/2 is the champion already, and no newer candidate waits");
      assertThat(again.output()).doesNotContain("Training").doesNotContain("Loans ");
      assertThat(score(port).path("model").path("version").asInt()).isEqualTo(2);
      again.interrupt();
      assertThat(again.end(Duration.ofSeconds(60)).exitCode()).isZero();
    }
  }

  @Test
  void saysThatRealLoansCarryNoSignalAndServesNothingUntilSomebodyDecides() throws Exception {
    Path loans = RealData.requireLoans();
    int port = freePort();

    try (RunningCommand running =
        RunningCommand.start(
            "up",
            "--loans",
            loans.toString(),
            "--data-dir",
            folder.resolve("real").toString(),
            "--port",
            "" + port,
            "--feature-port",
            "" + freePort())) {
      running.awaitLine(UP, FIRST_START);

      assertThat(running.output())
          .contains("777,715 loans added")
          .contains("did not pass its gates")
          .contains("./surety approve loan-risk/1 --by NAME --reason TEXT --override")
          .contains("./surety promote loan-risk/1 --to champion");
      HttpResponse<String> refused = post(port);
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.body()).contains("urn:surety:problem:no-approved-model");
      running.interrupt();
      assertThat(running.end(Duration.ofSeconds(60)).exitCode()).isZero();
    }
  }

  @Test
  void refusesAPortThatIsTakenBeforeAnyLongWork() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      RunningCommand.Ended ended =
          RunningCommand.run(
              "up",
              "--data-dir",
              folder.resolve("data").toString(),
              "--port",
              "" + taken.getLocalPort(),
              "--feature-port",
              "" + freePort());

      assertThat(ended.exitCode()).isEqualTo(1);
      assertThat(ended.output()).contains("port " + taken.getLocalPort()).contains("--port");
      assertThat(folder.resolve("data/postgresql")).doesNotExist();
    }
  }

  private void refusesRealLoansInThisFolder(String... up) throws Exception {
    Path loans = Files.createFile(folder.resolve("my loans.csv"));
    List<String> typed = new ArrayList<>(List.of(up));
    typed.addAll(List.of("--loans", loans.toString()));
    RunningCommand.Ended refused = RunningCommand.run(typed.toArray(String[]::new));
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.output())
        .contains("type: ./surety up")
        .contains("--loans '" + loans + "' --data-dir " + folder.resolve("data-loans"))
        .doesNotContain("PostgreSQL");
    RunningCommand.Ended ingested =
        RunningCommand.run("ingest", loans.toString(), "--data-dir", up[2]);
    assertThat(ingested.exitCode()).isEqualTo(1);
    assertThat(ingested.output()).contains("type: ./surety ingest '" + loans + "'");
  }

  private void followsATraceThroughBothServices(int port) throws Exception {
    String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    post(port, "traceparent", "00-" + trace + "-00f067aa0ba902b7-01");
    List<String> lines =
        Files.readAllLines(folder.resolve("data/logs/surety.log")).stream()
            .filter(line -> line.contains(trace))
            .toList();
    assertThat(lines).anyMatch(line -> line.contains("/score"));
    assertThat(lines).anyMatch(line -> line.contains("/features/lookup"));
    assertThat(lines)
        .allMatch(line -> JSON.readTree(line).path("traceId").asString().equals(trace));
  }

  private static void promoteASecondVersion(String data) throws Exception {
    RunningCommand.Ended trained =
        RunningCommand.run("train", "--data-dir", data, "--set", "learner.trees=40");
    assertThat(trained.output()).contains("loan-risk/2");
    assertThat(trained.exitCode()).isIn(0, 3);
    assertThat(
            RunningCommand.run(
                "approve",
                "2",
                "--data-dir",
                data,
                "--by",
                "Ada",
                "--reason",
                "test",
                "--override"))
        .extracting(RunningCommand.Ended::exitCode)
        .isEqualTo(0);
    assertThat(
            RunningCommand.run(
                "promote",
                "loan-risk/2",
                "--to",
                "champion",
                "--data-dir",
                data,
                "--by",
                "Ada",
                "--reason",
                "test"))
        .extracting(RunningCommand.Ended::exitCode)
        .isEqualTo(0);
  }

  private void awaitVersion(int port, int version) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (score(port).path("model").path("version").asInt() != version) {
      assertThat(System.nanoTime()).as("version %d is served in time", version).isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  private JsonNode score(int port) throws Exception {
    HttpResponse<String> response = post(port);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  private HttpResponse<String> post(int port, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/score"))
            .header("Content-Type", "application/json");
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(
        request.POST(HttpRequest.BodyPublishers.ofString("{\"user_id\": 5008806}")).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode get(int port, String path) throws Exception {
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
