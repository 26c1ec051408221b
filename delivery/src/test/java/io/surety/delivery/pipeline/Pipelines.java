package io.surety.delivery.pipeline;

import io.surety.delivery.Repository;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The pipelines of this repository. */
final class Pipelines {

  private Pipelines() {}

  /** All of them, that of infrastructure for each environment. */
  static Stream<Pipeline> all() {
    return Stream.of(
        main(),
        Pipeline.read(Repository.file("azure-pipelines-model.yml")),
        infra("dev"),
        infra("test"),
        infra("prod"));
  }

  /** That which delivers. */
  static Pipeline main() {
    return Pipeline.read(Repository.file("azure-pipelines.yml"));
  }

  /** That of the infrastructure of an environment. */
  static Pipeline infra(String environment) {
    return Pipeline.read(
        Repository.file("azure-pipelines-infra.yml"), Map.of("environment", environment));
  }

  /** All steps of all jobs, those of a failure behind the others. */
  static Stream<Step> steps(Pipeline pipeline) {
    return pipeline.stages().stream()
        .flatMap(stage -> stage.jobs().stream())
        .flatMap(job -> Stream.concat(job.steps().stream(), job.onFailure().stream()));
  }

  /** The steps that are lines. */
  static List<Step.Typed> typed(Pipeline pipeline) {
    return steps(pipeline)
        .filter(Step.Typed.class::isInstance)
        .map(Step.Typed.class::cast)
        .toList();
  }

  static List<String> names(List<Stage> stages) {
    return stages.stream().map(Stage::name).toList();
  }
}
