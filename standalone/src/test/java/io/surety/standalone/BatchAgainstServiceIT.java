package io.surety.standalone;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A batch says of each user what the service says, character for character. */
class BatchAgainstServiceIT {

  private static final String AS_OF = "2022-06-30";
  private static final int MOST_AT_ONCE = 1_000;

  /** Everything of an answer but its id: from the user to the last reason. */
  private static final int ANSWER_FROM = 1;

  private static final int ANSWER_UNTIL = 7 + 3 * 4;

  @TempDir Path folder;

  @Test
  void answersAsTheServiceDoes() throws Exception {
    int port = freePort();
    String data = folder.resolve("data").toString();
    String[] up = {
      "up",
      "--users",
      "1500",
      "--data-dir",
      data,
      "--port",
      "" + port,
      "--feature-port",
      "" + freePort()
    };
    try (RunningCommand running = RunningCommand.start(up)) {
      running.awaitLine("Ctrl-C stops it", Duration.ofMinutes(3));
      Path file = folder.resolve("scores.csv");
      RunningCommand.Ended batch =
          RunningCommand.run(
              "score-batch", "--as-of", AS_OF, "--out", file.toString(), "--data-dir", data);
      assertThat(batch.exitCode()).as(batch.output()).isZero();

      List<List<String>> scored = answers(Files.readString(file));
      List<List<String>> some = scored.subList(0, Math.min(scored.size(), MOST_AT_ONCE));

      assertThat(some).hasSizeGreaterThan(500);
      assertThat(askedFor(port, some)).isEqualTo(some);
    }
  }

  private static List<List<String>> askedFor(int port, List<List<String>> users) throws Exception {
    StringBuilder body = new StringBuilder("user_id,as_of\n");
    users.forEach(user -> body.append(user.getFirst()).append(',').append(AS_OF).append('\n'));
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/score"))
                  .header("Content-Type", "text/csv")
                  .header("Accept", "text/csv")
                  .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return answers(answer.body());
    }
  }

  private static List<List<String>> answers(String csv) {
    return csv.lines()
        .skip(1)
        .map(line -> Arrays.asList(line.split(",", -1)).subList(ANSWER_FROM, ANSWER_UNTIL))
        .toList();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
