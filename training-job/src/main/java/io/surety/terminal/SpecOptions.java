package io.surety.terminal;

import io.surety.spec.ModelSpec;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which model is made. */
final class SpecOptions {

  @Option(
      names = "--spec",
      paramLabel = "FILE",
      description = "What the model is. Default: models/loan-risk.yaml of this Surety.")
  private @Nullable Path spec;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Replaces a value of the spec, such as learner.trees=200; may be repeated.")
  private List<String> overrides = List.of();

  /** The spec as it is meant. */
  ModelSpec read(Session session) {
    Path file = spec;
    return ModelSpec.read(
        IngestCommand.readable(file == null ? session.usualSpec() : file), overrides);
  }
}
