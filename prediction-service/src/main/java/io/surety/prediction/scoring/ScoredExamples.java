package io.surety.prediction.scoring;

import io.surety.bundle.Decision;
import io.surety.bundle.Example;
import io.surety.bundle.InputType;
import io.surety.bundle.ModelInput;
import io.surety.prediction.champion.LoadedModel;
import io.surety.registry.ModelVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows with the exact answers that were written into the bundle when the model was trained: whoever
 * scores them and gets the same has everything between them and the model in order.
 *
 * @param model that wrote them
 */
record ScoredExamples(Model model, List<Scored> examples) {

  ScoredExamples {
    examples = List.copyOf(examples);
  }

  /** The version that speaks. */
  record Model(String name, int version) {}

  /** An item for {@code POST /score}, and what it has to be answered with. */
  record Scored(Map<String, @Nullable Object> features, double probability, Decision decision) {}

  static ScoredExamples of(LoadedModel model) {
    ModelVersion version = model.version();
    return new ScoredExamples(
        new Model(version.name(), version.number()),
        model.examples().stream().map(example -> scored(example, model.inputs())).toList());
  }

  private static Scored scored(Example example, List<ModelInput> inputs) {
    Map<String, @Nullable Object> features = LinkedHashMap.newLinkedHashMap(inputs.size());
    IntStream.range(0, inputs.size())
        .forEach(
            i -> features.put(inputs.get(i).name(), value(example.row().get(i), inputs.get(i))));
    return new Scored(features, example.probability(), example.decision());
  }

  private static @Nullable Object value(@Nullable Double value, ModelInput input) {
    if (value == null) {
      return null;
    }
    if (input.type() == InputType.CATEGORY) {
      return input.categories().get(value.intValue());
    }
    return input.type() == InputType.REAL ? value : (Object) value.longValue();
  }
}
