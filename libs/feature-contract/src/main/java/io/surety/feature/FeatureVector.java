package io.surety.feature;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The five values of one loan or application, in the order of {@link Feature}; a missing value is
 * NaN inside and null on the wire.
 */
public final class FeatureVector {

  private final double[] values;

  private FeatureVector(double[] values) {
    this.values = values;
  }

  /** Holds these values, one for each {@link Feature} in order; NaN where there is none. */
  public static FeatureVector of(double... values) {
    if (values.length != Feature.values().length) {
      throw new IllegalArgumentException(
          "A feature vector has "
              + Feature.values().length
              + " values, but "
              + values.length
              + " were given.");
    }
    return new FeatureVector(values.clone());
  }

  /** The value of a feature, or empty when it is missing. */
  public OptionalDouble find(Feature feature) {
    double value = values[feature.ordinal()];
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** A fresh array of the values in the order of {@link Feature}; NaN where there is none. */
  public double[] toArray() {
    return values.clone();
  }

  /**
   * The values by feature name, in order: whole numbers as {@link Long}, real ones as {@link
   * Double}, missing ones as null.
   */
  public Map<String, @Nullable Number> toWire() {
    Map<String, @Nullable Number> wire = new LinkedHashMap<>();
    for (Feature feature : Feature.values()) {
      double value = values[feature.ordinal()];
      if (Double.isNaN(value)) {
        wire.put(feature.featureName(), null);
      } else if (feature.type() == ValueType.REAL) {
        wire.put(feature.featureName(), value);
      } else {
        wire.put(feature.featureName(), (long) value);
      }
    }
    return Collections.unmodifiableMap(wire);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FeatureVector that && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return toWire().toString();
  }
}
