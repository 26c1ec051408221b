package io.surety.terminal;

import io.surety.registry.Breaker;
import io.surety.registry.BreakerState;
import io.surety.registry.RegisteredModel;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is known about a version when people decide, read leniently: evidence of another release may
 * lack a figure, and is shown all the same.
 */
record Evidence(RegisteredModel model, JsonNode json) {

  static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** A measure of the evidence: its name for people, and its name in the JSON. */
  record Measure(String label, String key) {}

  static final List<Measure> MEASURES =
      List.of(
          new Measure("AUC", "auc"),
          new Measure("Gini", "gini"),
          new Measure("KS", "ks"),
          new Measure("PR-AUC", "pr_auc"),
          new Measure("log-loss", "log_loss"),
          new Measure("Brier", "brier"),
          new Measure("calibration error", "calibration_error"),
          new Measure("predicted/actual", "predicted_over_actual"));

  static Evidence of(RegisteredModel model) {
    return new Evidence(model, JSON.readTree(model.evidenceJson()));
  }

  JsonNode figure(Measure measure) {
    return json.path("evaluation").path("model").path(measure.key());
  }

  JsonNode gates() {
    return json.path("gates");
  }

  JsonNode provenance() {
    return json.path("provenance");
  }

  /** The version as an object for programs, with its evidence whole. */
  ObjectNode toJson(List<Breaker> breakers) {
    ObjectNode object = summary(breakers);
    object.put("data_hash", model.dataHash());
    object.put("evidence_sha256", model.evidenceSha256());
    object.set("evidence", json);
    return object;
  }

  /**
   * The version as an object for programs, in short, with its breakers.
   *
   * @param breakers all that there are, of whichever version
   */
  ObjectNode summary(List<Breaker> breakers) {
    ObjectNode object = summary();
    ObjectNode open = object.putObject("breakers");
    breakers.stream()
        .filter(each -> each.version().equals(model.version()))
        .filter(each -> each.state() != BreakerState.CLOSED)
        .forEach(each -> open.put(each.alias().name(), each.state().written()));
    return object;
  }

  /** The version as an object for programs, in short. */
  ObjectNode summary() {
    ObjectNode object = JSON.createObjectNode();
    object.put("version", model.version().toString());
    object.put("stage", model.stage().name().toLowerCase(Locale.ROOT));
    ArrayNode aliases = object.putArray("aliases");
    model.aliases().forEach(alias -> aliases.add(alias.name()));
    object.put("gates_passed", model.gatesPassed());
    Figures.value(figure(MEASURES.getFirst()))
        .ifPresentOrElse(auc -> object.put("auc", auc), () -> object.putNull("auc"));
    object.put("created_at", model.createdAt().toString());
    object.put("proposed_by", model.proposedBy());
    object.put("proposed_as", model.proposedAs());
    object.put("sha256", model.sha256());
    model
        .origin()
        .ifPresent(origin -> {
          ObjectNode from = object.putObject("origin");
          from.put("registry", origin.registry().toString());
          from.put("registry_name", origin.registryName());
          from.put("proposed_by", origin.proposedBy());
          from.put("created_at", origin.createdAt().toString());
          from.put("export_sha256", origin.exportSha256());
        });
    return object;
  }
}
