package io.surety.delivery.pipeline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A pipeline with its templates expanded.
 *
 * @param expanded all of it as one tree
 * @param variables what it declares
 * @param files the files that it is made of
 */
public record Pipeline(
    ObjectNode expanded, List<Stage> stages, Map<String, String> variables, Set<Path> files) {

  public Pipeline {
    stages = List.copyOf(stages);
    variables = Map.copyOf(variables);
    files = Set.copyOf(files);
  }

  /** Reads a pipeline's file. */
  public static Pipeline read(Path file) {
    return read(file, Map.of());
  }

  /** Reads a pipeline's file with parameters. */
  public static Pipeline read(Path file, Map<String, String> parameters) {
    Templates templates = new Templates();
    ObjectNode expanded = templates.expand(file, parameters);
    Map<String, String> variables = new TreeMap<>();
    for (JsonNode variable : expanded.path("variables")) {
      if (variable.has("name")) {
        variables.put(variable.path("name").asString(""), variable.path("value").asString(""));
      }
    }
    List<Stage> stages = new ArrayList<>();
    for (JsonNode stage : expanded.path("stages")) {
      stages.add(Stage.of(stage, stages));
    }
    if (stages.isEmpty()) {
      throw new UnreadablePipeline("The pipeline %s has no stages.".formatted(file));
    }
    return new Pipeline(expanded, stages, variables, templates.files());
  }

  /**
   * The stages that run when nothing fails.
   *
   * @param run what the run's own variables say, such as {@code Build.Reason}
   */
  public List<Stage> running(Map<String, String> run) {
    List<Stage> running = new ArrayList<>();
    Map<String, Expression.Outcome> outcomes = new HashMap<>();
    for (Stage stage : stages) {
      Expression.Outcome before =
          stage.dependsOn().stream()
                  .allMatch(name -> outcomes.get(name) == Expression.Outcome.SUCCEEDED)
              ? Expression.Outcome.SUCCEEDED
              : Expression.Outcome.SKIPPED;
      boolean runs = Expression.holds(stage.condition(), new Run(run, variables, before));
      outcomes.put(stage.name(), runs ? Expression.Outcome.SUCCEEDED : Expression.Outcome.SKIPPED);
      if (runs) {
        running.add(stage);
      }
    }
    return running;
  }

  /** What the conditions of stages see. */
  private record Run(
      Map<String, String> run, Map<String, String> variables, Expression.Outcome before)
      implements Expression.Scope {

    @Override
    public Object value(String reference) {
      if (!reference.startsWith("variables['")) {
        throw new UnreadablePipeline(
            "A condition speaks of %s, and may speak of variables alone.".formatted(reference));
      }
      String name = reference.substring("variables['".length(), reference.length() - 2);
      return run.getOrDefault(name, variables.getOrDefault(name, ""));
    }
  }
}
