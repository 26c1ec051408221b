package io.surety.delivery.pipeline;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A stage of a pipeline.
 *
 * @param condition when it runs; empty for when those before it succeeded
 */
public record Stage(String name, List<String> dependsOn, String condition, List<Job> jobs) {

  public Stage {
    dependsOn = List.copyOf(dependsOn);
    jobs = List.copyOf(jobs);
  }

  static Stage of(JsonNode node, List<Stage> before) {
    return new Stage(
        node.path("stage").asString(""),
        node.has("dependsOn")
            ? names(node.path("dependsOn"))
            : before.isEmpty() ? List.of() : List.of(before.getLast().name()),
        node.path("condition").asString("succeeded()"),
        node.path("jobs").valueStream().map(Job::of).toList());
  }

  /** The environments that it waits for, each of which may ask for an approval. */
  public List<String> environments() {
    return jobs.stream().flatMap(job -> job.environment().stream()).distinct().toList();
  }

  static List<String> names(JsonNode node) {
    if (node.isString()) {
      return List.of(node.asString());
    }
    return node.valueStream().map(each -> each.asString("")).toList();
  }
}
