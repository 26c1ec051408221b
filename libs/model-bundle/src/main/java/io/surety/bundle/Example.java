package io.surety.bundle;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row with the exact answer that the bundle's scorer gives for it.
 *
 * @param row the values in the order of the schema, null where one is missing
 * @param margin the raw score of "not paid"
 * @param probability the calibrated probability of not paying
 */
public record Example(
    @JsonSetter(contentNulls = Nulls.SET) List<@Nullable Double> row,
    float margin,
    double probability,
    Decision decision) {

  public Example {
    row = Collections.unmodifiableList(new ArrayList<>(row));
  }

  /** The answer of a scorer for a row; NaN where a value is missing. */
  public static Example of(Scorer scorer, double[] row) {
    List<@Nullable Double> values = new ArrayList<>(row.length);
    for (double value : row) {
      values.add(Double.isNaN(value) ? null : value);
    }
    double probability = scorer.probability(row);
    return new Example(values, scorer.margin(row), probability, scorer.decide(probability));
  }

  /** A fresh array of the row; NaN where a value is missing. */
  public double[] toArray() {
    return row.stream().mapToDouble(value -> value == null ? Double.NaN : value).toArray();
  }
}
