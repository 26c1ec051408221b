package io.surety.delivery.pipeline;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A job of a stage.
 *
 * @param environment what it deploys to, which may ask for an approval
 * @param agentless whether it runs in Azure DevOps itself
 * @param onFailure what is done when one of the steps failed
 */
public record Job(
    String name,
    List<String> dependsOn,
    Optional<String> environment,
    boolean agentless,
    List<Step> steps,
    List<Step> onFailure) {

  public Job {
    dependsOn = List.copyOf(dependsOn);
    steps = List.copyOf(steps);
    onFailure = List.copyOf(onFailure);
  }

  static Job of(JsonNode node) {
    boolean deployment = node.has("deployment");
    JsonNode once = node.path("strategy").path("runOnce");
    if (deployment && !once.has("deploy")) {
      throw new UnreadablePipeline(
          "The deployment %s is not of the strategy runOnce, the one that this reader knows."
              .formatted(node.path("deployment").asString("")));
    }
    return new Job(
        node.path(deployment ? "deployment" : "job").asString(""),
        Stage.names(node.path("dependsOn")),
        deployment ? Optional.of(node.path("environment").asString("")) : Optional.empty(),
        node.path("pool").asString("").equals("server"),
        Steps.of(deployment ? once.path("deploy").path("steps") : node.path("steps")),
        Steps.of(once.path("on").path("failure").path("steps")));
  }
}
