package io.surety.bundle;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * How inputs and scores were distributed where the model was trained, so that drift can be measured
 * later without the data.
 *
 * @param inputs by name, in the order of the schema
 * @param scores of the calibrated probabilities
 */
public record ReferenceHistograms(Map<String, Histogram> inputs, Histogram scores) {

  /** As many bins as the usual population stability index has. */
  private static final int BINS = 10;

  public ReferenceHistograms {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
  }

  /**
   * Counts the columns of training one after the other.
   *
   * @param column gives the values of the input with this index, NaN where one is missing
   * @param scores calibrated probabilities of the same rows
   */
  public static ReferenceHistograms of(
      InputSchema schema, IntFunction<double[]> column, double[] scores) {
    Map<String, Histogram> inputs = new LinkedHashMap<>();
    for (int index = 0; index < schema.size(); index++) {
      inputs.put(schema.inputs().get(index).name(), Histogram.of(column.apply(index), BINS));
    }
    return new ReferenceHistograms(inputs, Histogram.of(scores, BINS));
  }

  /**
   * Other rows, counted between the same edges.
   *
   * @param columns the inputs in the order of these histograms, then the scores; NaN where a value
   *     is missing
   */
  public ReferenceHistograms recount(double[][] columns) {
    if (columns.length != inputs.size() + 1) {
      throw new IllegalArgumentException(
          "There are %d inputs and the scores to count, but %d columns."
              .formatted(inputs.size(), columns.length));
    }
    Map<String, Histogram> counted = new LinkedHashMap<>();
    int column = 0;
    for (Map.Entry<String, Histogram> input : inputs.entrySet()) {
      counted.put(input.getKey(), input.getValue().recount(columns[column++]));
    }
    return new ReferenceHistograms(counted, scores.recount(columns[column]));
  }

  /** These histograms as JSON, as {@code reference.json} of a bundle holds them. */
  public String toJson() {
    return new String(BundleJson.write(this), StandardCharsets.UTF_8);
  }
}
