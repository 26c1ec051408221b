package io.surety.consistency;

import io.surety.bundle.ModelBundle;
import io.surety.bundle.ModelInput;
import io.surety.feature.Feature;
import io.surety.registry.ModelVersion;
import io.surety.registry.Models;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which inputs of a version are features, and where they stand among what was scored. */
final class FeatureInputs {

  /** A feature and its place in a row of a version. */
  record Place(Feature feature, int column) {}

  private final Models models;
  private final Map<ModelVersion, Optional<List<Place>>> known = new HashMap<>();

  FeatureInputs(Models models) {
    this.models = models;
  }

  /** The features of a version; empty when the registry does not have it. */
  Optional<List<Place>> of(ModelVersion version) {
    return known.computeIfAbsent(
        version,
        asked ->
            models
                .find(asked)
                .map(found -> ModelBundle.read(models.bundle(found.version())))
                .map(bundle -> places(bundle.manifest().schema().inputs())));
  }

  private static List<Place> places(List<ModelInput> inputs) {
    List<Place> places = new ArrayList<>();
    for (int column = 0; column < inputs.size(); column++) {
      ModelInput input = inputs.get(column);
      for (Feature feature : Feature.values()) {
        if (feature.definition().equals(input.definition())) {
          places.add(new Place(feature, column));
        }
      }
    }
    return List.copyOf(places);
  }
}
