package io.surety.spec;

import io.surety.bundle.InputType;
import io.surety.bundle.MissingRule;
import io.surety.bundle.ModelInput;
import io.surety.feature.Feature;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One input of a model, fed by a feature.
 *
 * @param name the feature's name
 * @param type whole number, real number or flag; the feature's
 * @param definition the meaning that the model was made for, such as {@code age@1}
 * @param missing whether a row without it is scored or refused
 * @param sensitive true for what an approver should look at twice, such as age; absent is false
 * @param description in plain words
 * @param reason how it is told to people whose risk it pushed up; absent for its name
 */
public record Input(
    String name,
    InputType type,
    String definition,
    MissingRule missing,
    Optional<Boolean> sensitive,
    String description,
    Optional<ReasonWords> reason) {

  /** Refuses an input that is not the feature it claims to be. */
  public Input {
    Feature feature =
        Feature.named(name)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "There is no feature '%s'; there are %s."
                        .formatted(name, String.join(", ", featureNames()))));
    ModelInput natural = ModelInput.of(feature);
    if (!feature.definition().equals(definition)) {
      throw new IllegalArgumentException(
          "The input %s asks for the definition %s, but the feature is defined as %s."
              .formatted(name, definition, feature.definition()));
    }
    if (type != natural.type()) {
      throw new IllegalArgumentException(
          "The input %s is of type %s, but the feature is of type %s."
              .formatted(name, type, natural.type()));
    }
    if (missing == MissingRule.REFUSED && natural.missing() == MissingRule.ALLOWED) {
      throw new IllegalArgumentException(
          "The input %s has no value for some loans, so its missing rule is 'allowed'."
              .formatted(name));
    }
    if (missing == MissingRule.REFUSED && reason.flatMap(ReasonWords::missing).isPresent()) {
      throw new IllegalArgumentException(
          "The input %s is never missing (missing: refused), so its reason says nothing of that."
              .formatted(name));
    }
  }

  /** The feature that feeds this input. */
  public Feature feature() {
    return Feature.named(name).orElseThrow();
  }

  boolean isSensitive() {
    return sensitive.orElse(false);
  }

  boolean mayBeMissing() {
    return missing == MissingRule.ALLOWED;
  }

  ModelInput toModelInput() {
    return new ModelInput(
        name,
        type,
        missing,
        definition,
        List.of(),
        List.of(),
        reason.map(ReasonWords::toTexts).orElse(null));
  }

  private static List<String> featureNames() {
    return Arrays.stream(Feature.values())
        .map(Feature::featureName)
        .collect(Collectors.toUnmodifiableList());
  }
}
