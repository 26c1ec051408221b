package io.surety.training;

import io.surety.bundle.Explanation;
import io.surety.bundle.ModelInput;
import io.surety.bundle.Scorer;
import io.surety.evaluation.ChampionScores;
import io.surety.evaluation.EvaluationInput;
import io.surety.evaluation.InputColumn;
import io.surety.evaluation.ScoredLoans;
import io.surety.feature.Feature;
import io.surety.forest.Forest;
import io.surety.spec.Input;
import io.surety.spec.ModelSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Lets a scorer answer for the training and the test loans, as an evaluation wants to see them. */
final class Examination {

  private final TrainingData data;
  private final ModelSpec spec;
  private final Scorer scorer;
  private final Forest forest;
  private final LoanDataset training;
  private final LoanDataset test;
  private final double[] trainingProbability;
  private final TrainingProgress progress;

  Examination(TrainingData data, Scorer scorer, Forest forest, TrainingProgress progress) {
    this.data = data;
    this.spec = data.spec();
    this.scorer = scorer;
    this.forest = forest;
    this.progress = progress;
    this.training = data.dataset(Side.TRAINING);
    this.test = data.dataset(Side.TEST);
    this.trainingProbability =
        IntStream.range(0, training.size())
            .mapToDouble(index -> scorer.probability(training.row(index)))
            .toArray();
  }

  /** Calibrated, of the training loans. */
  double[] trainingProbability() {
    return trainingProbability;
  }

  EvaluationInput input(Optional<Champion> champion) {
    Provenance.Group trained = data.deal().group(data.rows(), data.people(), Side.TRAINING);
    return new EvaluationInput(
        scored(),
        trainingProbability,
        (double) trained.bad() / trained.loans(),
        champion.map(this::scores).orElse(null),
        spec.policy(),
        columns(),
        gains(),
        spec.learner().seed(),
        EvaluationInput.USUAL_BOOTSTRAP_ROUNDS);
  }

  private ScoredLoans scored() {
    int[] members = data.deal().test();
    double[] raw = new double[members.length];
    double[] probability = new double[members.length];
    String[] gender = new String[members.length];
    int[] age = new int[members.length];
    for (int index = 0; index < members.length; index++) {
      double[] row = test.row(index);
      raw[index] = scorer.uncalibrated(row);
      probability[index] = scorer.probability(row);
      gender[index] = data.rows().gender[members[index]];
      double years = data.rows().feature(members[index], Feature.AGE);
      age[index] = Double.isNaN(years) ? -1 : (int) years;
    }
    return new ScoredLoans(test.labels(), raw, probability, data.personOf(Side.TEST), gender, age);
  }

  private ChampionScores scores(Champion champion) {
    List<Feature> inputs = new ArrayList<>();
    for (ModelInput input : champion.bundle().manifest().schema().inputs()) {
      inputs.add(
          Feature.named(input.name())
              .orElseThrow(() ->
                  new TrainingRefused(
                      "The champion %s cannot be compared: nothing here feeds its input %s."
                          .formatted(champion.version(), input.name()))));
    }
    Scorer other = champion.bundle().scorer();
    int[] members = data.deal().test();
    double[] probability = new double[members.length];
    double[] row = new double[inputs.size()];
    for (int index = 0; index < members.length; index++) {
      for (int input = 0; input < row.length; input++) {
        row[input] = data.rows().feature(members[index], inputs.get(input));
      }
      probability[index] = other.probability(row);
    }
    return new ChampionScores(
        champion.version(), probability, champion.otherSplit(spec).orElse(null));
  }

  private List<InputColumn> columns() {
    double[][] contributions = contributions();
    List<InputColumn> columns = new ArrayList<>();
    for (int input = 0; input < training.width(); input++) {
      columns.add(
          new InputColumn(
              training.name(input),
              spec.inputs().get(input).type(),
              training.column(input),
              test.column(input),
              contributions[input]));
    }
    return columns;
  }

  /** By input: what it added to the log odds of each test loan. */
  private double[][] contributions() {
    Pace pace = new Pace(progress, TrainingProgress.Step.EVALUATING);
    double[][] byInput = new double[test.width()][test.size()];
    for (int index = 0; index < test.size(); index++) {
      Explanation explanation = scorer.explain(test.row(index));
      for (int input = 0; input < byInput.length; input++) {
        byInput[input][index] = explanation.contribution(input);
      }
      pace.movedFar(index + 1, test.size());
    }
    return byInput;
  }

  private Map<String, Double> gains() {
    Map<String, Double> gains = new LinkedHashMap<>();
    double[] gain = forest.totalGain();
    List<Input> inputs = spec.inputs();
    for (int input = 0; input < gain.length; input++) {
      gains.put(inputs.get(input).name(), gain[input]);
    }
    return gains;
  }
}
