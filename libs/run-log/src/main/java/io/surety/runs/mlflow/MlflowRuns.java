package io.surety.runs.mlflow;

import io.surety.runs.RunRecord;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Runs of ours as runs of MLflow. Each is looked for by the tag with our id before it is made, and
 * gets its end last: a run with an end is whole there, and one without is completed.
 */
final class MlflowRuns {

  /** The tag by which a run of ours is found again. */
  static final String OUR_RUN = "surety.run";

  private static final Set<String> ENDED = Set.of("FINISHED", "FAILED", "KILLED");
  private static final String NO_SUCH = "RESOURCE_DOES_NOT_EXIST";
  private static final String THERE_ALREADY = "RESOURCE_ALREADY_EXISTS";

  private final MlflowServer server;
  private final MlflowApi api;
  private final Map<String, String> experiments = new HashMap<>();

  MlflowRuns(MlflowServer server, MlflowApi api) {
    this.server = server;
    this.api = api;
  }

  /** Sees to it that a run which has ended is there once and whole. */
  RunRecord.Logged log(RunRecord run) {
    String experiment =
        experiments.computeIfAbsent(run.experiment().orElse("surety"), this::experiment);
    Optional<JsonNode> found = find(experiment, run);
    String id =
        found.isPresent()
            ? found.get().path("info").path("run_id").asString("")
            : create(experiment, run);
    if (found.isEmpty() || !ENDED.contains(found.get().path("info").path("status").asString(""))) {
      MlflowBatches.of(id, run).forEach(batch -> api.post("runs/log-batch", batch));
      end(id, run);
    }
    return new RunRecord.Logged(server.address().toString(), experiment, id);
  }

  private String experiment(String name) {
    Optional<String> known = findExperiment(name);
    if (known.isPresent()) {
      return known.get();
    }
    ObjectNode wanted = MlflowApi.JSON.createObjectNode().put("name", name);
    try {
      return api.post("experiments/create", wanted).path("experiment_id").asString("");
    } catch (MlflowRefused refused) {
      // Somebody made it in the meantime.
      if (refused.code().equals(THERE_ALREADY)) {
        return findExperiment(name).orElseThrow(() -> refused);
      }
      throw refused;
    }
  }

  private Optional<String> findExperiment(String name) {
    try {
      JsonNode answer = api.get("experiments/get-by-name", "experiment_name", name);
      return Optional.of(answer.path("experiment").path("experiment_id").asString(""));
    } catch (MlflowRefused refused) {
      if (refused.code().equals(NO_SUCH)) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  private Optional<JsonNode> find(String experiment, RunRecord run) {
    ObjectNode search = MlflowApi.JSON.createObjectNode();
    search.putArray("experiment_ids").add(experiment);
    search.put("filter", "tags.`%s` = '%s'".formatted(OUR_RUN, run.uuid()));
    search.put("run_view_type", "ALL");
    search.put("max_results", 1);
    JsonNode runs = api.post("runs/search", search).path("runs");
    return runs.isEmpty() ? Optional.empty() : Optional.of(runs.get(0));
  }

  /** With the tag in the same request, so that no run is there without it. */
  private String create(String experiment, RunRecord run) {
    ObjectNode wanted = MlflowApi.JSON.createObjectNode();
    wanted.put("experiment_id", experiment);
    wanted.put("start_time", run.started().toEpochMilli());
    wanted.put("run_name", run.kind() + " " + run.id());
    wanted.put("user_id", run.startedBy());
    ArrayNode tags = wanted.putArray("tags");
    tags.addObject().put("key", OUR_RUN).put("value", run.uuid().toString());
    return api.post("runs/create", wanted).path("run").path("info").path("run_id").asString("");
  }

  private void end(String id, RunRecord run) {
    ObjectNode end = MlflowApi.JSON.createObjectNode();
    end.put("run_id", id);
    end.put(
        "status",
        switch (run.state()) {
          case DONE -> "FINISHED";
          case FAILED -> "FAILED";
          case BROKEN_OFF -> "KILLED";
          case RUNNING -> "RUNNING";
        });
    run.ended().map(Instant::toEpochMilli).ifPresent(ended -> end.put("end_time", ended));
    api.post("runs/update", end);
  }
}
