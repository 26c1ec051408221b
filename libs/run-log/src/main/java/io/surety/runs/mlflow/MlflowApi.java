package io.surety.runs.mlflow;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Requests to the REST API of an MLflow server, each answered within what is left of a time. */
final class MlflowApi implements AutoCloseable {

  static final JsonMapper JSON = JsonMapper.builder().build();

  private static final String PATH = "/api/2.0/mlflow/";
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final long LARGEST_ANSWER = 1 << 22;
  private static final int LONGEST_TOLD = 300;

  private final MlflowServer server;
  private final long deadline;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(CONNECT).version(HttpClient.Version.HTTP_1_1).build();

  /** Gives up everything when the time is over. */
  MlflowApi(MlflowServer server, Duration time) {
    this.server = server;
    this.deadline = System.nanoTime() + time.toNanos();
  }

  /** Asks with one parameter. */
  JsonNode get(String what, String name, String value) {
    return send(
        request(what + "?" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)).GET());
  }

  /** Tells. */
  JsonNode post(String what, ObjectNode body) {
    return send(
        request(what)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
  }

  private HttpRequest.Builder request(String what) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.address() + PATH + what))
            .header("Accept", "application/json");
    server.authorization().ifPresent(letIn -> request.header("Authorization", letIn));
    return request;
  }

  private JsonNode send(HttpRequest.Builder request) {
    long left = deadline - System.nanoTime();
    if (left <= 0) {
      throw new MlflowAway("it took too long", new TimeoutException());
    }
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(
            request.build(),
            BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), LARGEST_ANSWER));
    try {
      return read(answer.get(left, TimeUnit.NANOSECONDS));
    } catch (TimeoutException late) {
      throw new MlflowAway("it took too long", late);
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause() == null ? failed : failed.getCause();
      throw new MlflowAway(
          cause.getMessage() == null ? "it does not answer" : cause.getMessage(), cause);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new MlflowAway("this process is to end", interrupted);
    } finally {
      answer.cancel(true);
    }
  }

  private static JsonNode read(HttpResponse<String> answer) {
    JsonNode body;
    try {
      body = JSON.readTree(answer.body());
    } catch (JacksonException noJson) {
      if (answer.statusCode() == 200) {
        throw new MlflowAway("what answers there is not MLflow", noJson);
      }
      body = JSON.createObjectNode();
    }
    if (answer.statusCode() != 200) {
      String told = body.path("message").asString("");
      throw new MlflowRefused(
          answer.statusCode(),
          body.path("error_code").asString(""),
          "it answered %d%s"
              .formatted(
                  answer.statusCode(),
                  told.isEmpty()
                      ? ""
                      : ": " + told.substring(0, Math.min(told.length(), LONGEST_TOLD))));
    }
    return body;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
