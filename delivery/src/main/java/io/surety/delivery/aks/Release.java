package io.surety.delivery.aks;

import io.surety.delivery.freight.Export;
import io.surety.delivery.freight.Image;
import io.surety.delivery.freight.Images;
import io.surety.delivery.tools.Toolbox;
import io.surety.terminal.CommandFailed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The Helm release of an environment. Each upgrade that does not become ready is rolled back by
 * Helm, and says in its description what it was for.
 */
record Release(Toolbox toolbox, Cluster cluster, Path home) {

  static final String NAME = "surety";

  /** The services by their names in the chart's values. */
  static final List<String> SERVICES = List.of("featureService", "predictionService");

  /** Helm gives up and rolls back after so long. */
  private static final String PATIENCE = "15m";

  /** What Helm writes about a revision that it made by going back. */
  private static final Pattern WENT_BACK = Pattern.compile("Rollback to ([1-9][0-9]{0,8})");

  private static final JsonMapper JSON = new JsonMapper();

  /** What an upgrade was for. */
  enum Purpose {
    FLOOR,
    DEPLOY,
    CANARY,
    PROMOTE,
    WITHDRAW;

    String describes(String commit) {
      return name().toLowerCase(Locale.ROOT) + " " + commit;
    }

    boolean isOf(String description) {
      return description.startsWith(describes(""));
    }
  }

  /**
   * A revision of the release.
   *
   * @param description what it was for; of one that went back, what the revision was for to which
   *     it went back
   */
  record Revision(int number, String status, String description) {

    boolean isDeployed() {
      return status.equals("deployed");
    }
  }

  /** Installs or upgrades, waits until all is ready, and goes back by itself when it is not. */
  void upgrade(Purpose purpose, String commit, Map<String, String> values) {
    toolbox.run(
        cluster
            .helm("upgrade", NAME, home.resolve("helm").toString())
            .and("--install", "--rollback-on-failure")
            .and("--timeout", PATIENCE, "--history-max", "20")
            .and("--description", purpose.describes(commit))
            .and(valueFiles())
            .and(settings(values)));
  }

  /** Goes back to a revision. */
  void rollback(int revision) {
    toolbox.run(
        cluster
            .helm("rollback", NAME, Integer.toString(revision))
            .and("--wait", "--timeout", PATIENCE));
  }

  /**
   * Runs the tests of the chart: the example record is scored and compared, by the canary where
   * there is one. The token for it is asked for whom the services take.
   */
  void smoke() {
    String audience = values().path("security").path("audience").asString("");
    if (audience.isBlank()) {
      throw new CommandFailed(
          "The release does not say for whom a token has to be: give security.audience in helm/site-%s.yaml and deploy it."
              .formatted(cluster.names().environment()));
    }
    new SmokeToken(toolbox, cluster)
        .during(
            audience,
            () -> toolbox.run(cluster.helm("test", NAME).and("--logs", "--timeout", "5m")));
  }

  /** All revisions, oldest first; none where nothing was ever installed. */
  List<Revision> history() {
    Toolbox.Answer answer =
        toolbox.watch(
            cluster
                .helm("history", NAME, "--max", "20", "--output", "json")
                .supposing(
                    "[{\"revision\":1,\"status\":\"superseded\",\"description\":\"deploy 0\"},"
                        + "{\"revision\":2,\"status\":\"deployed\",\"description\":\"deploy 1\"}]"));
    if (!answer.ok()) {
      requireNone();
      return List.of();
    }
    List<Revision> revisions = new ArrayList<>();
    Map<Integer, String> meant = new HashMap<>();
    for (JsonNode each : JSON.readTree(answer.output())) {
      int number = each.path("revision").asInt(0);
      String description = each.path("description").asString("");
      Matcher back = WENT_BACK.matcher(description);
      if (back.matches()) {
        description = meant.getOrDefault(Integer.parseInt(back.group(1)), description);
      }
      meant.put(number, description);
      revisions.add(new Revision(number, each.path("status").asString(""), description));
    }
    return revisions;
  }

  /** Helm fails alike for a release that is not there and for a cluster that does not answer. */
  private void requireNone() {
    if (!toolbox
        .ask(
            cluster
                .kubectl("get", "secrets", "--selector", "owner=helm,name=" + NAME)
                .and("--output", "name"))
        .isEmpty()) {
      throw new CommandFailed(
          "Helm has a release '%s' there and does not say its history: the lines above say why; run this stage again."
              .formatted(NAME));
    }
  }

  /** The revision that serves. */
  Optional<Revision> current() {
    return history().reversed().stream().filter(Revision::isDeployed).findFirst();
  }

  /** The values that were given for the revision that serves. */
  JsonNode values() {
    return JSON.readTree(
        toolbox.ask(
            cluster
                .helm("get", "values", NAME, "--output", "json")
                .supposing(
                    "{\"canary\":{\"phase\":\"trial\"},\"security\":{\"audience\":\"AUDIENCE\"}}")));
  }

  private List<String> valueFiles() {
    List<String> files = new ArrayList<>();
    Path helm = home.resolve("helm");
    files.addAll(
        List.of(
            "--values",
            helm.resolve("values-%s.yaml".formatted(cluster.names().environment())).toString()));
    Path site = helm.resolve("site-%s.yaml".formatted(cluster.names().environment()));
    if (Files.isReadable(site)) {
      files.addAll(List.of("--values", site.toString()));
    }
    return files;
  }

  private static List<String> settings(Map<String, String> values) {
    return values.entrySet().stream()
        .flatMap(value ->
            Stream.of(
                value.getValue().matches("true|false|[0-9]{1,9}") ? "--set" : "--set-string",
                value.getKey() + "=" + value.getValue()))
        .toList();
  }

  /** What each of our releases says beside the values of its environment. */
  Map<String, String> usual(Images images) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("images.registry", cluster.names().registryHost());
    values.put("images.tag", images.commit());
    values.put("smoke.tokenSecret", SmokeToken.SECRET);
    return values;
  }

  /** Serves these images. */
  static void serve(Map<String, String> values, Images images) {
    values.put("images.featureService.digest", images.require(Image.FEATURES).digest());
    values.put("images.predictionService.digest", images.require(Image.PREDICTIONS).digest());
    train(values, images);
  }

  /** Migrates, imports and trains with this image. */
  static void train(Map<String, String> values, Images images) {
    values.put("images.training.digest", images.require(Image.TRAINING).digest());
  }

  /** Serves what is served now. */
  void stay(Map<String, String> values) {
    JsonNode images = values().path("images");
    for (String service : SERVICES) {
      values.put(
          "images.%s.digest".formatted(service), images.path(service).path("digest").asString(""));
    }
  }

  /** Brings an export in before the first pod. */
  static void bring(Map<String, String> values, Export export) {
    values.put("model.export.file", ExportContainer.blob(export));
    values.put("model.export.sha256", export.sha256());
  }

  /** Has the tests of the chart expect the version of an export. */
  static void expect(Map<String, String> values, Export export) {
    values.put(
        "smoke.expectVersion", export.version().substring(export.version().indexOf('/') + 1));
  }
}
