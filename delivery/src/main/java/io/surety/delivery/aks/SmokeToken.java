package io.surety.delivery.aks;

import io.surety.delivery.tools.Line;
import io.surety.delivery.tools.Tool;
import io.surety.delivery.tools.Toolbox;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The token that the chart's test scores with: of whoever is signed in to Azure, in a Secret that
 * is there no longer than the test. It is handed on in memory, so no line and no file holds it.
 */
record SmokeToken(Toolbox toolbox, Cluster cluster) {

  static final String SECRET = Release.NAME + "-smoke-token";

  private static final JsonMapper JSON = new JsonMapper();

  /** Does something while the Secret is there. */
  void during(String audience, Runnable test) {
    String token =
        toolbox.ask(
            Line.of(Tool.AZ, "account", "get-access-token")
                .and("--scope", audience + "/.default")
                .and("--query", "accessToken", "--output", "tsv")
                .supposing("TOKEN"));
    remove();
    try {
      toolbox.feed(cluster.kubectl("create", "--filename", "-"), manifest(token));
      test.run();
    } finally {
      remove();
    }
  }

  private void remove() {
    toolbox.run(cluster.kubectl("delete", "secret", SECRET, "--ignore-not-found"));
  }

  private static String manifest(String token) {
    ObjectNode secret = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "Secret");
    secret.putObject("metadata").put("name", SECRET);
    secret.putObject("stringData").put("token", token);
    return secret.toString();
  }
}
