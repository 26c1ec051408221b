package io.surety.training;

import io.surety.bundle.BundleWriter;
import io.surety.bundle.Calibrator;
import io.surety.bundle.Identity;
import io.surety.bundle.Isotonic;
import io.surety.bundle.ModelBundle;
import io.surety.bundle.Platt;
import io.surety.bundle.ReferenceHistograms;
import io.surety.bundle.Scorer;
import io.surety.evaluation.Evaluation;
import io.surety.evaluation.EvaluationInput;
import io.surety.evaluation.GateResult;
import io.surety.evaluation.QualityGate;
import io.surety.forest.Forest;
import io.surety.report.EvaluationReport;
import io.surety.spec.ModelSpec;
import io.surety.training.TrainingProgress.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One training, from the loans that were read to the bundle. */
final class TrainingRun {

  private static final int EXAMPLES = 20;

  private final TrainingData data;
  private final ModelSpec spec;
  private final ForestSource source;
  private final Optional<Champion> champion;
  private final TrainingProgress progress;

  TrainingRun(
      TrainingData data,
      ForestSource source,
      Optional<Champion> champion,
      TrainingProgress progress) {
    this.data = data;
    this.spec = data.spec();
    this.source = source;
    this.champion = champion;
    this.progress = progress;
  }

  TrainedModel run() {
    Sides sides = Sides.of(data.rows(), data.people(), data.deal()).requireNobodyTwice();
    byte[] ubjson = source.ubjson(data, progress);
    Forest forest = Forest.read(ubjson);
    progress.began(Step.CALIBRATING);
    Calibrator calibrator = calibrator(forest);
    Scorer scorer = new Scorer(forest, source.notPaid(), calibrator, spec.policy(), spec.score());
    progress.began(Step.EVALUATING);
    LoanDataset test = data.dataset(Side.TEST);
    double difference =
        NativeMargins.requireAgreement(source.nativeMargins(ubjson, test), scorer, test);
    Examination examination = new Examination(data, scorer, forest, progress);
    EvaluationInput examined = examination.input(champion);
    Evaluation evaluation = Evaluation.of(examined);
    List<GateResult> gates =
        Stream.concat(QualityGate.check(spec.gates(), evaluation).stream(), source.gates().stream())
            .toList();
    progress.began(Step.WRITING);
    Provenance provenance = provenance(sides, calibrator, difference);
    LoanDataset training = data.dataset(Side.TRAINING);
    String report = EvaluationReport.html(evaluation, gates, ModelFacts.of(provenance));
    byte[] bundle =
        new BundleWriter(spec.name(), spec.schema().withMedians(training::column), ubjson)
            .positiveClass(source.notPaid())
            .calibrator(calibrator)
            .policy(spec.policy())
            .scoreScale(spec.score())
            .breaker(spec.breaker())
            .examples(examples(test))
            .reference(reference(test, examined.test().probability()))
            .evaluation(evaluation.json())
            .report(report)
            .provenance(Evidence.json(provenance))
            .write();
    return new TrainedModel(
        spec.name(),
        bundle,
        ModelBundle.read(bundle).sha256(),
        evaluation,
        gates,
        provenance,
        report,
        Evidence.of(provenance, champion, gates, evaluation).json());
  }

  private Calibrator calibrator(Forest forest) {
    LoanDataset loans = data.dataset(Side.CALIBRATION);
    Scorer uncalibrated = new Scorer(forest, source.notPaid(), new Identity(), spec.policy());
    double[] probability =
        IntStream.range(0, loans.size())
            .mapToDouble(index -> uncalibrated.probability(loans.row(index)))
            .toArray();
    return new CalibratorChoice(probability, loans.labels(), data.personOf(Side.CALIBRATION)).fit();
  }

  private Provenance provenance(Sides sides, Calibrator calibrator, double difference) {
    BuildFacts build = new BuildFacts();
    Deal deal = data.deal();
    LoanRows rows = data.rows();
    return new Provenance(
        spec,
        new Provenance.Data(DataHash.of(rows, deal), data.knownAt(), rows.size(), rows.newest()),
        new Provenance.Split(
            deal.matureUntil(),
            deal.testFrom(),
            deal.unknownOutcome(),
            deal.immature(),
            deal.aside(rows),
            group(Side.TRAINING),
            group(Side.CALIBRATION),
            group(Side.TEST)),
        spec.sensitiveInputs(),
        switch (calibrator) {
          case Identity _ -> "identity";
          case Platt _ -> "platt";
          case Isotonic _ -> "isotonic";
        },
        new Provenance.Checks(data.loansChecked(), sides.users(), sides.people(), difference),
        build.code(),
        build.libraries(),
        spec.learner().threads(),
        source.imported());
  }

  private Provenance.Group group(Side side) {
    return data.deal().group(data.rows(), data.people(), side);
  }

  /**
   * What the model is watched against: people it never saw, on the latest loans of known outcome.
   * Training loans are older, and the model flatters itself on them.
   */
  private ReferenceHistograms reference(LoanDataset test, double[] probability) {
    return ReferenceHistograms.of(spec.schema(), test::column, probability);
  }

  /** Loans from all over the test set. */
  private static List<double[]> examples(LoanDataset test) {
    List<double[]> rows = new ArrayList<>();
    int count = Math.min(EXAMPLES, test.size());
    for (int i = 0; i < count; i++) {
      rows.add(test.row((int) ((long) i * test.size() / count)));
    }
    return rows;
  }
}
