package io.surety.runs.mlflow;

import io.surety.runs.RunRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is said of a run, in requests no larger than MLflow takes (100 parameters, 100 tags, 1,000
 * metrics). To say the same again changes nothing there.
 *
 * @see <a href="https://mlflow.org/docs/latest/rest-api.html#log-batch">Log Batch</a>
 */
final class MlflowBatches {

  private static final int MOST = 100;
  private static final int LONGEST_PARAMETER = 500;
  private static final int LONGEST_TAG = 5_000;

  private MlflowBatches() {}

  static List<ObjectNode> of(String id, RunRecord run) {
    List<Map.Entry<String, String>> parameters = List.copyOf(run.parameters().entrySet());
    List<Map.Entry<String, String>> tags = List.copyOf(tags(run).entrySet());
    List<Map.Entry<String, Double>> metrics = List.copyOf(run.metrics().entrySet());
    int largest = Math.max(parameters.size(), Math.max(tags.size(), metrics.size()));
    long moment = run.ended().orElse(run.started()).toEpochMilli();
    List<ObjectNode> batches = new ArrayList<>();
    for (int from = 0; from < largest; from += MOST) {
      ObjectNode batch = MlflowApi.JSON.createObjectNode().put("run_id", id);
      ArrayNode taken = batch.putArray("metrics");
      for (Map.Entry<String, Double> metric : part(metrics, from)) {
        taken
            .addObject()
            .put("key", name(metric.getKey()))
            .put("value", metric.getValue())
            .put("timestamp", moment)
            .put("step", 0);
      }
      fill(batch.putArray("params"), part(parameters, from), LONGEST_PARAMETER);
      fill(batch.putArray("tags"), part(tags, from), LONGEST_TAG);
      batches.add(batch);
    }
    return batches;
  }

  private static Map<String, String> tags(RunRecord run) {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put(MlflowRuns.OUR_RUN, run.uuid().toString());
    tags.put("surety.run_id", Integer.toString(run.id()));
    tags.put("surety.kind", run.kind());
    run.key().ifPresent(key -> tags.put("surety.key", key));
    tags.put("surety.attempt", Integer.toString(run.attempt()));
    tags.put("surety.code_version", run.code());
    run.hashes().forEach((name, hash) -> tags.put("surety.hash." + name, hash));
    tags.put("mlflow.source.name", "surety " + run.kind());
    tags.put("mlflow.source.type", "JOB");
    tags.put("mlflow.user", run.startedBy());
    tags.put("mlflow.note.content", run.message());
    return tags;
  }

  private static void fill(ArrayNode into, List<Map.Entry<String, String>> entries, int longest) {
    for (Map.Entry<String, String> entry : entries) {
      String value = entry.getValue();
      into.addObject()
          .put("key", name(entry.getKey()))
          .put("value", value.length() > longest ? value.substring(0, longest - 1) + "…" : value);
    }
  }

  /** MLflow takes letters, digits and {@code _-. /} in names. */
  private static String name(String ours) {
    return ours.replaceAll("[^A-Za-z0-9_. /-]", "_");
  }

  private static <T> List<T> part(List<T> all, int from) {
    return all.subList(Math.min(from, all.size()), Math.min(from + MOST, all.size()));
  }
}
