package io.surety.batch;

import io.surety.bundle.Arrangement;
import io.surety.bundle.ModelBundle;
import io.surety.bundle.ModelInput;
import io.surety.bundle.Reasons;
import io.surety.bundle.RowBinder;
import io.surety.bundle.Scorer;
import io.surety.bundle.UnfitColumns;
import io.surety.feature.Feature;
import io.surety.registry.ModelVersion;
import io.surety.registry.Models;
import java.util.ArrayList;
import java.util.List;

/**
 * A verified model as a batch uses it.
 *
 * @param inputs in the order of a row
 */
record BatchModel(
    ModelVersion version,
    List<ModelInput> inputs,
    RowBinder binder,
    Scorer scorer,
    Reasons reasons) {

  /** Reads the bundle of a version, proves its checksums, and scores its examples again. */
  static BatchModel load(Models models, ModelVersion version, String sha256) {
    ModelBundle bundle = ModelBundle.read(models.bundle(version));
    if (!bundle.sha256().equals(sha256)) {
      throw new BatchFailed(
          "The bundle of %s is not the one that this batch began with; score anew with another --key."
              .formatted(version));
    }
    bundle.verify();
    return new BatchModel(
        version,
        bundle.manifest().schema().inputs(),
        bundle.binder(),
        bundle.scorer(),
        bundle.reasons());
  }

  /** The features that are inputs of the model, in the order of the features. */
  List<Feature> features() {
    List<Feature> features = new ArrayList<>();
    for (Feature feature : Feature.values()) {
      if (inputs.stream()
          .anyMatch(
              input -> input.definition() != null && input.name().equals(feature.featureName()))) {
        features.add(feature);
      }
    }
    return features;
  }

  /** Binds the values of {@link #features()}. */
  Arrangement ofFeatures() {
    try {
      return binder.arrange(features().stream().map(Feature::featureName).toList());
    } catch (UnfitColumns unfit) {
      throw new BatchFailed(
          "%s does not score what is known of users alone: %s Give rows with all its inputs in a file with --input."
              .formatted(version, unfit.getMessage()),
          unfit);
    }
  }
}
