package io.surety.bundle;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle says about itself.
 *
 * @param formatVersion the version of the bundle's format
 * @param modelName such as {@code loan-risk}
 * @param modelVersion the number it was registered under, null when the bundle is older than that
 * @param objective the forest's objective, by its XGBoost name
 * @param positiveClass the class of the forest, 0 or 1, that means "not paid"
 * @param scoreScale turns a probability into points; bundles of format 1 have the usual one
 * @param breaker when the model is taken out of service by itself; bundles of the formats before 3
 *     have the usual rules
 * @param sha256 by part, all but the manifest, in lower-case hexadecimal
 */
public record Manifest(
    int formatVersion,
    String modelName,
    @JsonSetter(nulls = Nulls.SET) @Nullable Integer modelVersion,
    InputSchema schema,
    String objective,
    int positiveClass,
    Calibrator calibrator,
    DecisionPolicy policy,
    ScoreScale scoreScale,
    BreakerPolicy breaker,
    SortedMap<String, String> sha256) {

  /** The format that this version writes, and the newest that it reads. */
  public static final int FORMAT_VERSION = 3;

  /** Refuses an empty name, a version below 1 and a third class. */
  public Manifest {
    if (modelName.isBlank()) {
      throw new IllegalArgumentException("A bundle needs the name of its model.");
    }
    if (modelVersion != null && modelVersion < 1) {
      throw new IllegalArgumentException(
          "The version of a model is at least 1, not %d.".formatted(modelVersion));
    }
    requireClass(positiveClass);
    sha256 = Collections.unmodifiableSortedMap(new TreeMap<>(sha256));
  }

  static int requireClass(int positiveClass) {
    if (positiveClass != 0 && positiveClass != 1) {
      throw new IllegalArgumentException(
          "The class that means 'not paid' is 0 or 1, not %d.".formatted(positiveClass));
    }
    return positiveClass;
  }
}
