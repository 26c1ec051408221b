package io.surety.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The drill: a system comes up, is backed up, and answers from an empty folder as it did before.
 */
class RestoreIT {

  private static final Duration FIRST_START = Duration.ofMinutes(3);
  private static final JsonMapper JSON = JsonMapper.shared();

  @TempDir Path folder;

  @Test
  void answersTheSameScoreWithTheSameHistoryAfterARestore() throws Exception {
    JsonNode before = scoreOf("data");
    String file = folder.resolve("surety.backup").toString();
    RunningCommand.Ended backup = RunningCommand.run("backup", "--out", file, dataDir("data"));
    assertThat(backup.exitCode()).as(backup.output()).isZero();
    RunningCommand.Ended restore = RunningCommand.run("restore", file, dataDir("restored"));
    assertThat(restore.exitCode()).as(restore.output()).isZero();
    System.out.printf("%s%n%s%n", backup.output(), restore.output());

    JsonNode after = scoreOf("restored");

    assertThat(after.path("probability")).isEqualTo(before.path("probability"));
    assertThat(after.path("features")).isEqualTo(before.path("features"));
    assertThat(after.path("model")).isEqualTo(before.path("model"));
    assertThat(history("restored")).isEqualTo(history("data")).contains("decided_at");
    RunningCommand.Ended again = RunningCommand.run("restore", file, dataDir("restored"));
    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.output()).contains("holds rows already");
  }

  private String dataDir(String name) {
    return "--data-dir=" + folder.resolve(name);
  }

  /** From the first brace on: what is printed before it are the steps of opening the database. */
  private String history(String data) throws Exception {
    String output = RunningCommand.run("show", "1", "--json", dataDir(data)).output();
    return output.substring(output.indexOf('{'), output.lastIndexOf('}') + 1);
  }

  private JsonNode scoreOf(String data) throws Exception {
    int port = freePort();
    try (RunningCommand running =
            RunningCommand.start(
                "up", dataDir(data), "--port", "" + port, "--feature-port", "" + freePort());
        HttpClient http = HttpClient.newHttpClient()) {
      running.awaitLine("Ctrl-C stops it", FIRST_START);
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/score"))
                  .header("Content-Type", "application/json")
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          "{\"user_id\": 5008806, \"as_of\": \"2021-12-27\"}"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      running.interrupt();
      assertThat(running.end(Duration.ofSeconds(60)).exitCode()).isZero();
      return JSON.readTree(answer.body());
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
