package io.surety.bundle;

import io.surety.feature.Feature;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * The inputs of a model in the order of its rows. Requests, files and training tables are bound
 * through it, so that the same value reaches the same column everywhere.
 */
public record InputSchema(List<ModelInput> inputs) {

  /** Refuses an empty schema and a name or alias that occurs twice. */
  public InputSchema {
    inputs = List.copyOf(inputs);
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("A schema needs at least one input.");
    }
    Set<String> seen = new HashSet<>();
    for (ModelInput input : inputs) {
      Stream.concat(Stream.of(input.name()), input.aliases().stream())
          .filter(name -> !seen.add(name))
          .findFirst()
          .ifPresent(name -> {
            throw new IllegalArgumentException(
                "The name %s occurs twice among the inputs and their aliases.".formatted(name));
          });
    }
  }

  /** The schema of a model fed by exactly these features, in this order. */
  public static InputSchema of(Feature... features) {
    return new InputSchema(Stream.of(features).map(ModelInput::of).toList());
  }

  /**
   * The same schema with the medians of these columns, by which reasons tell low values from high
   * ones. An input without reason texts needs none.
   *
   * @param column gives the training values of the input with this index, NaN where one is missing
   */
  public InputSchema withMedians(IntFunction<double[]> column) {
    List<ModelInput> known = new ArrayList<>();
    for (int index = 0; index < inputs.size(); index++) {
      ModelInput input = inputs.get(index);
      ReasonTexts texts = input.reasons();
      known.add(
          texts == null || !input.isComparable()
              ? input
              : input.withReasons(texts.withTypical(Medians.of(column.apply(index)))));
    }
    return new InputSchema(known);
  }

  /** The number of columns of a row. */
  public int size() {
    return inputs.size();
  }

  /** The names of the inputs, in order. */
  public List<String> names() {
    return inputs.stream().map(ModelInput::name).toList();
  }

  /** The feature definitions that the model needs, such as {@code age@1}, in order. */
  public List<String> definitions() {
    return inputs.stream().map(ModelInput::definition).filter(Objects::nonNull).toList();
  }
}
