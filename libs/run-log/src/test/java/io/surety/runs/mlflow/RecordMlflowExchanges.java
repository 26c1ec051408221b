package io.surety.runs.mlflow;

import com.sun.net.httpserver.HttpServer;
import io.surety.runs.RunRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Records what a real MLflow server with an empty store answers: {@code mlflow server --host
 * 127.0.0.1 --port 5000}, and then this with its address. What was recorded is replayed by {@link
 * MlflowRunsTest}.
 */
final class RecordMlflowExchanges {

  private RecordMlflowExchanges() {}

  /** What is recorded: two new runs, and the first one again. */
  static List<RunRecord> story() {
    return List.of(TestRuns.trained(), TestRuns.failed(), TestRuns.trained());
  }

  public static void main(String[] arguments) throws IOException {
    List<Exchange> exchanges = new ArrayList<>();
    HttpServer proxy =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    try (HttpClient client = HttpClient.newHttpClient()) {
      proxy.createContext(
          "/",
          call -> {
            String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(arguments[0] + call.getRequestURI()));
            request.method(
                call.getRequestMethod(),
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
            request.header("Content-Type", "application/json");
            try {
              HttpResponse<String> answer =
                  client.send(request.build(), HttpResponse.BodyHandlers.ofString());
              exchanges.add(
                  new Exchange(
                      call.getRequestMethod(),
                      call.getRequestURI().toString(),
                      Exchange.json(body),
                      answer.statusCode(),
                      Exchange.json(answer.body())));
              ReplayedMlflow.answer(call, answer.statusCode(), answer.body());
            } catch (InterruptedException interrupted) {
              Thread.currentThread().interrupt();
            }
          });
      proxy.start();
      MlflowServer server =
          new MlflowServer(
              URI.create("http://127.0.0.1:" + proxy.getAddress().getPort()),
              Optional.empty(),
              Optional.empty());
      try (MlflowApi api = new MlflowApi(server, Duration.ofMinutes(1))) {
        MlflowRuns runs = new MlflowRuns(server, api);
        story().forEach(run -> System.out.println(runs.log(run)));
      }
    } finally {
      proxy.stop(0);
    }
    Exchange.keep(exchanges);
  }
}
