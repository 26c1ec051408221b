package io.surety.evaluation;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.surety.bundle.InputType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one input added to the log odds of test loans, before the calibrator, by its value; positive
 * is riskier.
 *
 * @param sample loans from all over the test set that have a value
 * @param sampleMissing what it added to those of the same loans that have none
 * @param bands all test loans that have a value, the lowest values first
 * @param whenMissing the mean of all test loans that have none; null when there are none
 */
public record Dependence(
    String name,
    InputType type,
    List<Dot> sample,
    List<Double> sampleMissing,
    List<Band> bands,
    @Nullable Double whenMissing) {

  public Dependence {
    sample = List.copyOf(sample);
    sampleMissing = List.copyOf(sampleMissing);
    bands = List.copyOf(bands);
  }

  /** One loan: the value to five digits, what it added to four decimals. */
  @JsonFormat(shape = JsonFormat.Shape.ARRAY)
  public record Dot(double value, double contribution) {}

  /**
   * The loans of one value where there are few values, otherwise about a tenth of the loans.
   *
   * @param from the least of its values
   * @param to the greatest of its values
   * @param meanContribution of its loans
   */
  public record Band(double from, double to, long loans, double meanContribution) {}
}
