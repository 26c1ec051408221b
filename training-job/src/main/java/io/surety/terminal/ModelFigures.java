package io.surety.terminal;

import io.surety.bundle.Sha256;
import io.surety.runs.Run;
import io.surety.spec.Input;
import io.surety.spec.ModelSpec;
import io.surety.training.TrainedModel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What the making of a model leaves in the run log: its spec, what it was made from, its figures.
 */
final class ModelFigures {

  /** The parts of a spec that somebody turns; the others are in the hash of the whole. */
  private static final List<String> TURNED =
      List.of("learner", "split", "policy", "score", "maturity", "label");

  private ModelFigures() {}

  static Map<String, String> parameters(ModelSpec spec, Optional<Instant> knownAt) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("model", spec.name());
    parameters.put(
        "inputs", spec.inputs().stream().map(Input::name).collect(Collectors.joining(", ")));
    JsonNode tree = spec.tree();
    TURNED.forEach(part -> flatten(part, tree.path(part), parameters));
    parameters.put("spec_sha256", Sha256.of(spec.yaml().getBytes(StandardCharsets.UTF_8)));
    knownAt.ifPresent(moment -> parameters.put("known_at", moment.toString()));
    return parameters;
  }

  private static void flatten(String path, JsonNode node, Map<String, String> into) {
    if (node.isObject()) {
      node.properties().forEach(each -> flatten(path + "." + each.getKey(), each.getValue(), into));
    } else if (!node.isMissingNode() && !node.isNull()) {
      into.put(path, node.isValueNode() ? node.asString() : node.toString());
    }
  }

  static void note(Run run, TrainedModel model) {
    run.hash("data", model.provenance().data().hash());
    run.hash("bundle", model.sha256());
    model.provenance().imported().ifPresent(forest -> run.hash("forest", forest.sha256()));
    JsonNode measured =
        Evidence.JSON.readTree(model.evidenceJson()).path("evaluation").path("model");
    for (Evidence.Measure measure : Evidence.MEASURES) {
      Figures.value(measured.path(measure.key()))
          .ifPresent(value -> run.metric(measure.key(), value));
    }
    run.count("loans", model.provenance().data().loans());
    run.count("gates_failed", model.gates().stream().filter(gate -> !gate.passed()).count());
  }
}
