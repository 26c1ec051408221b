package io.surety.runs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Keeps runs by their tag as MLflow does, and can be made to hang or to die at a request. */
final class FakeMlflow implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpServer server;
  private final Map<String, ObjectNode> runs = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile String dyingAt = "";
  private volatile boolean hanging;

  FakeMlflow() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/api/2.0/mlflow/", this::answer);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** From now on it takes requests and answers none. */
  void hang() {
    hanging = true;
  }

  /** From now on it hangs up at requests of this name; at none when it is empty. */
  void dieAt(String request) {
    dyingAt = request;
  }

  /** The states of all runs that were ever made. */
  List<String> states() {
    return runs.values().stream().map(run -> run.path("status").asString("")).toList();
  }

  List<JsonNode> batches() {
    List<JsonNode> all = new ArrayList<>();
    runs.values().forEach(run -> run.path("batches").forEach(all::add));
    return all;
  }

  private void answer(HttpExchange call) throws IOException {
    String name = call.getRequestURI().getPath().replace("/api/2.0/mlflow/", "");
    String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (hanging) {
      awaitClosing();
    }
    if (name.equals(dyingAt)) {
      call.close();
      return;
    }
    byte[] answer = does(name, body.isEmpty() ? JSON.nullNode() : JSON.readTree(body));
    call.sendResponseHeaders(200, answer.length);
    call.getResponseBody().write(answer);
    call.close();
  }

  private byte[] does(String name, JsonNode asked) {
    ObjectNode answer = JSON.createObjectNode();
    switch (name) {
      case "experiments/get-by-name" -> answer.putObject("experiment").put("experiment_id", "1");
      case "runs/search" ->
          found(asked.path("filter").asString(""))
              .ifPresent(run -> answer.putArray("runs").addObject().set("info", run));
      case "runs/create" -> {
        String id = Integer.toString(runs.size() + 1);
        ObjectNode run = JSON.createObjectNode().put("run_id", id).put("status", "RUNNING");
        run.put("tag", asked.path("tags").path(0).path("value").asString(""));
        run.putArray("batches");
        runs.put(id, run);
        answer.putObject("run").set("info", run);
      }
      case "runs/log-batch" -> run(asked).withArray("batches").add(asked);
      case "runs/update" -> run(asked).put("status", asked.path("status").asString(""));
      default -> throw new IllegalStateException("MLflow has no " + name);
    }
    return JSON.writeValueAsBytes(answer);
  }

  private Optional<ObjectNode> found(String filter) {
    return runs.values().stream()
        .filter(run -> filter.endsWith("'" + run.path("tag").asString("") + "'"))
        .findFirst();
  }

  private ObjectNode run(JsonNode asked) {
    ObjectNode run = runs.get(asked.path("run_id").asString(""));
    if (run == null) {
      throw new IllegalStateException("There is no such run: " + asked);
    }
    return run;
  }

  private void awaitClosing() {
    try {
      closed.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
