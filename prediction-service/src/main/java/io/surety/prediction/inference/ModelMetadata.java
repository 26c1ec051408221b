package io.surety.prediction.inference;

import io.surety.bundle.InputType;
import io.surety.bundle.MissingRule;
import io.surety.bundle.ModelInput;
import io.surety.prediction.versions.ServableVersions;
import io.surety.registry.ModelVersion;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a model takes and answers.
 *
 * @param versions those that may be asked for by number
 */
record ModelMetadata(
    String name,
    List<String> versions,
    String platform,
    List<Tensor> inputs,
    List<Tensor> outputs) {

  /** As the protocol asks: the project and the format of its models. */
  private static final String PLATFORM = "xgboost_ubj";

  private static final int ANY = -1;

  /**
   * A tensor.
   *
   * @param shape -1 where a dimension is free
   */
  record Tensor(String name, String datatype, List<Integer> shape) {}

  static ModelMetadata of(ServableVersions.Described model, List<ModelVersion> versions) {
    int inputs = model.inputs().size();
    return new ModelMetadata(
        model.version().name(),
        versions.stream().map(version -> Integer.toString(version.number())).toList(),
        PLATFORM,
        model.inputs().stream()
            .map(input -> new Tensor(input.name(), datatypeFor(input).name(), List.of(ANY)))
            .toList(),
        Stream.of(OutputTensor.values())
            .map(output ->
                new Tensor(output.wireName(), output.datatype().name(), output.shape(ANY, inputs)))
            .toList());
  }

  /** One that can hold every value that the input takes; NaN where it may be missing. */
  private static Datatype datatypeFor(ModelInput input) {
    if (input.type() == InputType.CATEGORY) {
      return Datatype.BYTES;
    }
    if (input.missing() == MissingRule.ALLOWED) {
      return Datatype.FP64;
    }
    return switch (input.type()) {
      case INTEGER -> Datatype.INT64;
      case REAL -> Datatype.FP64;
      case FLAG -> Datatype.BOOL;
      case CATEGORY -> Datatype.BYTES;
    };
  }
}
