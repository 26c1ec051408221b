package io.surety.bundle;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.surety.feature.Feature;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One input of a model: what it is called, what values it takes, and whether it may be missing.
 *
 * @param name the key in requests and the column in files
 * @param definition the feature that feeds it, such as {@code age@1}; null when the request does
 * @param categories the texts a {@link InputType#CATEGORY} takes, in the order of their indices;
 *     empty for every other type
 * @param aliases other names under which the input is accepted
 * @param reasons how the input is told to people; null for its name
 */
public record ModelInput(
    String name,
    InputType type,
    MissingRule missing,
    @JsonSetter(nulls = Nulls.SET) @Nullable String definition,
    List<String> categories,
    List<String> aliases,
    @JsonSetter(nulls = Nulls.SET) @Nullable ReasonTexts reasons) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,99}");
  private static final Pattern DEFINITION = Pattern.compile("([a-z][a-z0-9_]*)@([1-9][0-9]{0,5})");

  /** Refuses names that are no names, a definition of something else, and doubled texts. */
  public ModelInput {
    categories = List.copyOf(categories);
    aliases = List.copyOf(aliases);
    requireName(name);
    aliases.forEach(ModelInput::requireName);
    if (definition != null) {
      requireDefinitionOf(name, definition);
    }
    if (type == InputType.CATEGORY && categories.isEmpty()) {
      throw new IllegalArgumentException(
          "The category input %s lists no categories.".formatted(name));
    }
    if (type != InputType.CATEGORY && !categories.isEmpty()) {
      throw new IllegalArgumentException(
          "The input %s is of type %s and cannot list categories.".formatted(name, type));
    }
    requireDistinct(name, categories);
    if (reasons != null) {
      requireFitting(name, type, reasons);
    }
  }

  /** An input that is told to people by its name. */
  public ModelInput(
      String name,
      InputType type,
      MissingRule missing,
      @Nullable String definition,
      List<String> categories,
      List<String> aliases) {
    this(name, type, missing, definition, categories, aliases, null);
  }

  /** An input fed by a feature, as the feature is defined today. */
  public static ModelInput of(Feature feature) {
    InputType type =
        switch (feature.type()) {
          case INTEGER -> InputType.INTEGER;
          case REAL -> InputType.REAL;
          case FLAG -> InputType.FLAG;
        };
    MissingRule missing =
        feature.absence() == Feature.Absence.NEVER ? MissingRule.REFUSED : MissingRule.ALLOWED;
    return new ModelInput(
        feature.featureName(), type, missing, feature.definition(), List.of(), List.of());
  }

  /** The same input, told to people in these words. */
  public ModelInput withReasons(ReasonTexts texts) {
    return new ModelInput(name, type, missing, definition, categories, aliases, texts);
  }

  /** Whether its values are more or less, so that they have a median. */
  boolean isComparable() {
    return isComparable(type);
  }

  private static boolean isComparable(InputType type) {
    return switch (type) {
      case INTEGER, REAL -> true;
      case FLAG, CATEGORY -> false;
    };
  }

  private static void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          ("'%s' cannot name a model input: a name begins with a letter or underscore and goes on"
                  + " with up to 99 letters, digits, underscores, dots or hyphens.")
              .formatted(name));
    }
  }

  private static void requireDefinitionOf(String name, String definition) {
    var parts = DEFINITION.matcher(definition);
    if (!parts.matches() || !parts.group(1).equals(name)) {
      throw new IllegalArgumentException(
          "The definition of the input %s must be its name, @ and a version, but is '%s'."
              .formatted(name, definition));
    }
  }

  private static void requireDistinct(String name, List<String> categories) {
    Set<String> seen = new HashSet<>();
    for (String category : categories) {
      if (!seen.add(category)) {
        throw new IllegalArgumentException(
            "The input %s lists the category '%s' twice.".formatted(name, category));
      }
    }
  }

  private static void requireFitting(String name, InputType type, ReasonTexts reasons) {
    if (!isComparable(type) && reasons.typical() != null) {
      throw new IllegalArgumentException(
          "The input %s is of type %s and has no typical value.".formatted(name, type));
    }
    if (type == InputType.CATEGORY && (reasons.low() != null || reasons.high() != null)) {
      throw new IllegalArgumentException(
          "The input %s is of type category: no value of it is low or high.".formatted(name));
    }
  }
}
