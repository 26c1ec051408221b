package io.surety.benchmarks.serve;

import io.surety.terminal.CommandFailed;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;

/** Asks an endpoint once, before it is loaded. */
final class Probe implements AutoCloseable {

  /** What a server says to a request for something that it does not have. */
  private static final Set<Integer> NOT_THERE = Set.of(404, 405, 406, 415);

  private static final int NOT_YET = 503;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** What came of it. */
  sealed interface Found {

    /** The endpoint does what it is measured for. */
    record There(String answer) implements Found {}

    /** It is not there, or does something else. */
    record Missing(String why) implements Found {}
  }

  Found ask(Target target, int port) throws IOException, InterruptedException {
    Ask ask = target.asks().getFirst();
    HttpRequest.Builder request = request(port, ask.path());
    if (ask.hasBody()) {
      request
          .header("Content-Type", ask.contentType())
          .POST(HttpRequest.BodyPublishers.ofString(ask.body()));
    }
    HttpResponse<String> response = send(request.build());
    if (NOT_THERE.contains(response.statusCode())) {
      return new Found.Missing("the service answers " + response.statusCode());
    }
    if (response.statusCode() != 200) {
      throw new CommandFailed(
          "%s answered %d: %s".formatted(ask.path(), response.statusCode(), response.body()));
    }
    return response.body().contains(target.sign())
        ? new Found.There(response.body())
        : new Found.Missing("its answer has no " + target.sign().replace("\"", ""));
  }

  /** A service that has just begun may need a few tries: its first calls are slow. */
  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    while (response.statusCode() == NOT_YET && System.nanoTime() - end < 0) {
      response = http.send(request, HttpResponse.BodyHandlers.ofString());
    }
    return response;
  }

  /** Tells an echo what to answer. */
  void teach(int port, String echo, String answer) throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(
            request(port, "/echo/" + echo)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(answer))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 204) {
      throw new CommandFailed(
          "The echo answered %d: %s".formatted(response.statusCode(), response.body()));
    }
  }

  private static HttpRequest.Builder request(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  @Override
  public void close() {
    http.close();
  }
}
