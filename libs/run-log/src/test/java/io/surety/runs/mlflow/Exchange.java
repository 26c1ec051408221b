package io.surety.runs.mlflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A request that was sent to a real MLflow server, and what it answered. */
record Exchange(String method, String path, JsonNode sent, int status, JsonNode answered) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final Path FILE =
      Path.of("src", "test", "resources", "io", "surety", "runs", "mlflow", "exchanges.json");

  static List<Exchange> recorded() throws IOException {
    return JSON.readValue(Files.readString(FILE), new TypeReference<List<Exchange>>() {});
  }

  static void keep(List<Exchange> exchanges) throws IOException {
    Files.createDirectories(FILE.getParent());
    Files.writeString(FILE, JSON.writeValueAsString(exchanges) + "\n");
  }

  static JsonNode json(String body) {
    return body.isEmpty() ? JSON.nullNode() : JSON.readTree(body);
  }
}
