package io.surety.evaluation;

import io.surety.bundle.DecisionPolicy;
import io.surety.watch.statistics.Bootstrap;
import io.surety.watch.statistics.Metrics;
import io.surety.watch.statistics.ReliabilityBin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How good a model is on loans of people it never saw: the {@code evaluation.json} of a bundle and
 * the evidence of a candidate. No figure in it is NaN or infinite; what could not be measured is
 * null, and {@code notes} says why.
 *
 * @param population who was looked at
 * @param bootstrap how the intervals were made
 * @param model the candidate as it would be served, after its calibrator
 * @param uncalibrated the candidate before its calibrator
 * @param trivial against giving everybody the bad rate of training
 * @param champion against the model that serves today; null when there is none
 * @param reliability predicted against observed bad rate, the bins of the calibration error
 * @param lift tenths of the loans, the riskiest first
 * @param scoreDrift the score from training to test; null without loans on a side
 * @param policy turns the model's probability into a decision
 * @param decisions what the policy makes of the loans
 * @param parity by gender and by age band
 * @param inputs the most important first
 * @param curves for the plots
 * @param notes what could not be measured and why, in sentences
 */
public record Evaluation(
    Population population,
    Bootstrap bootstrap,
    Metrics model,
    Metrics uncalibrated,
    Comparison trivial,
    @Nullable Comparison champion,
    List<ReliabilityBin> reliability,
    List<LiftDecile> lift,
    @Nullable Drift scoreDrift,
    DecisionPolicy policy,
    List<DecisionRates> decisions,
    List<GroupParity> parity,
    List<InputImportance> inputs,
    Curves curves,
    List<String> notes) {

  public Evaluation {
    reliability = List.copyOf(reliability);
    lift = List.copyOf(lift);
    decisions = List.copyOf(decisions);
    parity = List.copyOf(parity);
    inputs = List.copyOf(inputs);
    notes = List.copyOf(notes);
  }

  /** Measures the model; the same input gives the same figures on every machine. */
  public static Evaluation of(EvaluationInput input) {
    return new Measurement(input).evaluation();
  }

  /** Reads what {@link #json} wrote. */
  public static Evaluation fromJson(String json) {
    return EvaluationJson.read(json);
  }

  /** This evaluation as {@code evaluation.json}: indented, snake_case. */
  public String json() {
    return EvaluationJson.write(this);
  }
}
