package io.surety.benchmarks.peers;

import io.surety.benchmarks.load.RequestPool;
import io.surety.featurestore.UserFeatures;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server that {@code benchmarks/peers/run} knows, and how it is asked. */
enum Peer {
  FASTAPI("fastapi", Task.SCORE, "FastAPI + xgboost", "/score", "\"probability\":"),
  FASTAPI_REASONS(
      "fastapi", Task.EXPLAIN, "FastAPI + xgboost, contributions", "/explain", "\"probability\":"),
  MLSERVER(
      "mlserver",
      Task.SCORE,
      "MLServer, XGBoost runtime",
      "/v2/models/loan-risk/infer",
      "\"data\":["),
  BENTOML("bentoml", Task.SCORE, "BentoML", "/score", "\"probability\":"),
  MLFLOW("mlflow", Task.SCORE, "mlflow models serve", "/invocations", "\"predictions\":["),
  FEAST("feast", Task.FIND, "Feast feature server on PostgreSQL", "/get-online-features", "");

  /** What a server is asked for, for one person. */
  enum Task {
    SCORE,
    EXPLAIN,
    FIND
  }

  private static final JsonMapper JSON = JsonMapper.shared();

  private final String command;
  private final Task task;
  private final String words;
  private final String path;
  private final String beforeAnswer;

  Peer(String command, Task task, String words, String path, String beforeAnswer) {
    this.command = command;
    this.task = task;
    this.words = words;
    this.path = path;
    this.beforeAnswer = beforeAnswer;
  }

  /** Its name for {@code run}. */
  String command() {
    return command;
  }

  String words() {
    return words;
  }

  String path() {
    return path;
  }

  /** What ours is asked for beside it. */
  Task task() {
    return task;
  }

  /** True for a server of features; the others score. */
  boolean findsFeatures() {
    return task == Task.FIND;
  }

  /** The body that asks about one person. */
  String body(UserFeatures user) {
    String named = JSON.writeValueAsString(user.values().toWire());
    String values =
        user.values().toWire().values().stream()
            .map(String::valueOf)
            .collect(Collectors.joining(","));
    return switch (this) {
      case FASTAPI, FASTAPI_REASONS, BENTOML -> named;
      case MLSERVER ->
          "{\"inputs\":[{\"name\":\"predict\",\"shape\":[1,%d],\"datatype\":\"FP32\",\"data\":[%s]}]}"
              .formatted(user.values().toWire().size(), values);
      case MLFLOW ->
          "{\"dataframe_split\":{\"columns\":%s,\"data\":[[%s]]}}"
              .formatted(JSON.writeValueAsString(user.values().toWire().keySet()), values);
      case FEAST ->
          "{\"features\":[%s],\"entities\":{\"user_id\":[%s]}}"
              .formatted(
                  user.values().toWire().keySet().stream()
                      .map(name -> "\"loan_features:" + name + "\"")
                      .collect(Collectors.joining(",")),
                  user.userId());
    };
  }

  byte[] request(UserFeatures user) {
    return RequestPool.post(path, "application/json", body(user).getBytes(StandardCharsets.UTF_8));
  }

  /** True when the answer is right: this probability, or these features. */
  boolean isRight(String answer, double probability, UserFeatures user) {
    if (findsFeatures()) {
      return found(answer).entrySet().containsAll(valuesByName(user).entrySet());
    }
    String packed = answer.replaceAll("\\s", "");
    int at = packed.lastIndexOf(beforeAnswer);
    if (at < 0) {
      return false;
    }
    String number = packed.substring(at + beforeAnswer.length()).split("[^0-9.eE+-]", 2)[0];
    return !number.isEmpty() && Math.abs(Double.parseDouble(number) - probability) <= 1e-5;
  }

  /** What Feast found, which names all features at the end and each value in that order. */
  private static Map<String, Double> found(String answer) {
    if (answer.isEmpty()) {
      return Map.of();
    }
    JsonNode tree = JSON.readTree(answer);
    JsonNode names = tree.path("metadata").path("feature_names");
    Map<String, Double> found = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      JsonNode value = tree.path("results").path(i).path("values").path(0);
      if (value.isNumber()) {
        found.put(names.path(i).asString(), value.asDouble());
      }
    }
    return found;
  }

  private static Map<String, Double> valuesByName(UserFeatures user) {
    Map<String, Double> values = new HashMap<>();
    user.values()
        .toWire()
        .forEach(
            (name, value) -> values.put(name, value == null ? Double.NaN : value.doubleValue()));
    return values;
  }
}
