package io.surety.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.surety.bundle.InputType;
import io.surety.bundle.ModelBundle;
import io.surety.bundle.ModelInput;
import io.surety.bundle.ReasonTexts;
import io.surety.bundle.Scorer;
import io.surety.evaluation.GateResult;
import io.surety.featurestore.FeatureStoreMigrations;
import io.surety.loans.IngestOutcome;
import io.surety.loans.IngestRules;
import io.surety.loans.LoanLedger;
import io.surety.loans.LoanSource;
import io.surety.loans.Progress;
import io.surety.spec.ModelSpec;
import io.surety.testing.TestDatabase;
import io.surety.training.TrainingProgress.Step;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TrainingIT {

  private static final long SEED = 4711;
  private static final Offset<Double> A_BIT = within(1e-12);
  private static final ModelSpec SPEC = spec();

  private static TestDatabase database;
  private static Instant firstLoad;
  private static TrainedModel first;

  @BeforeAll
  static void trainsOnce() {
    System.out.println("seed of the loans: " + SEED);
    database = TestDatabase.create();
    FeatureStoreMigrations.migrate(database.owner());
    firstLoad = ingest(database, "first.csv", new HandMadeLoans(SEED).csv(3_000));
    first = train(SPEC, Optional.empty(), Optional.empty());
  }

  @AfterAll
  static void closes() {
    database.close();
  }

  @Test
  void findsTheSignalThatIsThereOnPeopleItNeverSaw() {
    assertThat(first.evaluation().model().auc().value()).isBetween(0.62, 0.85);
    assertThat(first.provenance().split().test().loans()).isGreaterThan(1_000);
    assertThat(first.gates()).extracting(GateResult::name).contains("signal", "calibration_error");
  }

  @Test
  void writesABundleThatScoresAsItsExamplesSay() {
    ModelBundle bundle = ModelBundle.read(first.bundle());

    bundle.verify();
    assertThat(bundle.sha256()).isEqualTo(first.sha256());
    assertThat(bundle.manifest().schema().names()).isEqualTo(SPEC.schema().names());
    assertThat(bundle.manifest().scoreScale()).isEqualTo(SPEC.score());
    assertThat(bundle.examples()).hasSize(20);
    assertThat(bundle.provenanceJson())
        .contains("\"salt\" : \"loan-risk-people-1\"")
        .contains(first.provenance().data().hash())
        .contains("\"maturity\" : \"P90D\"");
    assertThat(first.candidate("a tester").dataHash()).isEqualTo(first.provenance().data().hash());
  }

  @Test
  void keepsTheTestLoansAsWhatTheModelIsWatchedAgainst() {
    Provenance.Group test = first.provenance().split().test();
    assertThat(ModelBundle.read(first.bundle()).reference().scores().total())
        .isEqualTo(test.loans());
    assertThat(test.effectiveLoans()).isBetween(1.0, (double) test.people());
  }

  @Test
  void writesTheWordsOfTheSpecAndTheMediansOfItsTrainingLoans() {
    List<ModelInput> inputs = ModelBundle.read(first.bundle()).manifest().schema().inputs();
    float[] trained =
        TrainingData.read(database.owner(), SPEC, Optional.empty(), TrainingProgress.SILENT)
            .trainingInputs();
    for (int index = 0; index < inputs.size(); index++) {
      ReasonTexts texts = Objects.requireNonNull(inputs.get(index).reasons());
      if (inputs.get(index).type() == InputType.FLAG) {
        assertThat(texts.typical()).isNull();
      } else {
        float median = texts.typical().floatValue();
        assertThat(share(trained, index, inputs.size(), value -> value < median))
            .isLessThanOrEqualTo(0.5);
        assertThat(share(trained, index, inputs.size(), value -> value <= median))
            .isGreaterThanOrEqualTo(0.5);
      }
    }
    assertThat(inputs.getFirst().reasons().low()).isEqualTo("few previous loans");
  }

  /** Of the values of an input that are there, those of which this is true. */
  private static double share(float[] rows, int input, int width, DoublePredicate chosen) {
    double[] there =
        IntStream.range(0, rows.length / width)
            .mapToDouble(row -> rows[row * width + input])
            .filter(value -> !Double.isNaN(value))
            .toArray();
    return (double) Arrays.stream(there).filter(chosen).count() / there.length;
  }

  @Test
  void recordsWhatItProved() {
    Provenance.Checks checks = first.provenance().checks();

    assertThat(checks.loansCheckedAgainstHistory()).isEqualTo(first.provenance().data().loans());
    assertThat(checks.usersOnTwoSides()).isZero();
    assertThat(checks.peopleOnTwoSides()).isZero();
    assertThat(checks.largestMarginDifference()).isLessThan(1e-5);
    assertThat(first.evidenceJson())
        .contains("loans_checked_against_history")
        .contains("largest_margin_difference")
        .doesNotContain("\"curves\"");
  }

  @Test
  void tellsHowFarEachInputMovesTheTestLoans() {
    TrainingData data =
        TrainingData.read(database.owner(), SPEC, Optional.empty(), TrainingProgress.SILENT);
    LoanDataset test = data.dataset(Side.TEST);
    Scorer scorer = ModelBundle.read(first.bundle()).scorer();
    for (int input = 0; input < test.width(); input++) {
      int column = input;
      double naive =
          IntStream.range(0, test.size())
              .mapToDouble(loan -> Math.abs(scorer.explain(test.row(loan)).contributions()[column]))
              .average()
              .orElseThrow();
      assertThat(first.evaluation().inputs())
          .filteredOn(one -> one.name().equals(test.name(column)))
          .singleElement()
          .satisfies(one -> assertThat(one.meanAbsoluteContribution()).isCloseTo(naive, A_BIT));
      assertThat(first.reportHtml()).contains("id=\"figure-push-" + test.name(column) + "\"");
    }
    assertThat(first.evidenceJson())
        .contains("\"mean_absolute_contribution\"")
        .doesNotContain("sample_missing");
  }

  @Test
  void countsEveryLoanOnce() {
    Provenance.Split split = first.provenance().split();

    assertThat(
            split.immature()
                + split.unknownOutcome()
                + split.aside()
                + split.training().loans()
                + split.calibration().loans()
                + split.test().loans())
        .isEqualTo(first.provenance().data().loans());
    assertThat(split.unknownOutcome()).isPositive();
    assertThat(split.immature()).isPositive();
  }

  @Test
  void makesTheSameBundleAgainByteForByte() {
    TrainedModel again = train(SPEC, Optional.empty(), Optional.empty());

    assertThat(again.bundle()).isEqualTo(first.bundle());
    assertThat(again.evidenceJson()).isEqualTo(first.evidenceJson());
  }

  @Test
  void makesAnOldTrainingSetAgainAfterLaterLoansAndCorrections() {
    try (TestDatabase other = TestDatabase.create()) {
      FeatureStoreMigrations.migrate(other.owner());
      HandMadeLoans loans = new HandMadeLoans(SEED + 1);
      String old = loans.csv(1_500);
      Instant then = ingest(other, "old.csv", old);
      TrainedModel before = train(other, SPEC, Optional.empty(), Optional.empty());
      ingest(other, "corrected.csv", loans.corrected(old));
      TrainedModel after = train(other, SPEC, Optional.empty(), Optional.empty());
      TrainedModel again = train(other, SPEC, Optional.of(then), Optional.empty());

      assertThat(after.provenance().data().hash()).isNotEqualTo(before.provenance().data().hash());
      assertThat(again.provenance().data()).isEqualTo(before.provenance().data());
      assertThat(again.bundle()).isEqualTo(before.bundle());
      assertThatThrownBy(
              () -> train(other, SPEC, Optional.of(then.minusSeconds(1)), Optional.empty()))
          .isInstanceOf(TrainingRefused.class)
          .hasMessageStartingWith("Nothing was known yet at ");
    }
  }

  @Test
  void holdsACandidateAgainstTheChampionOnTheSameLoans() {
    Champion champion = new Champion("loan-risk/1", ModelBundle.read(first.bundle()));
    TrainedModel candidate =
        train(spec("learner.trees=5", "learner.depth=1"), Optional.empty(), Optional.of(champion));

    assertThat(candidate.evaluation().champion().metrics().auc().value())
        .isEqualTo(first.evaluation().model().auc().value());
    assertThat(candidate.gates()).extracting(GateResult::name).contains("champion");
    assertThat(candidate.evidenceJson()).contains("\"may_have_trained_on_test_people\" : false");
  }

  @Test
  void doesNotPassAgainstAChampionThatMayHaveTrainedOnTheTestPeople() {
    Champion champion = new Champion("loan-risk/1", ModelBundle.read(first.bundle()));
    TrainedModel candidate =
        train(spec("split.salt=another"), Optional.empty(), Optional.of(champion));
    GateResult gate =
        candidate.gates().stream().filter(g -> g.name().equals("champion")).findFirst().get();

    assertThat(gate.passed()).isFalse();
    assertThat(gate.sentence())
        .startsWith(
            "The champion loan-risk/1 was trained with another split (split.salt differs) and");
    assertThat(candidate.reportHtml())
        .contains("another split (split.salt differs)")
        .contains("on the same loans, whose people it may have trained on");
    assertThat(candidate.evidenceJson())
        .contains("\"may_have_trained_on_test_people\" : true")
        .contains("another split (split.salt differs)");
  }

  @Test
  void trainsOnFewerInputsInAnotherOrder() {
    TrainedModel model =
        train(
            spec(
                "inputs=[{name: flag_own_car, type: flag, definition: flag_own_car@1, missing:"
                    + " refused, description: a car}, {name: age, type: integer, definition:"
                    + " age@1, missing: refused, description: the age}]"),
            Optional.empty(),
            Optional.empty());

    assertThat(ModelBundle.read(model.bundle()).manifest().schema().names())
        .containsExactly("flag_own_car", "age");
  }

  @Test
  void tellsItsSteps() {
    List<Step> steps = new ArrayList<>();
    Training.run(database.owner(), SPEC, Optional.empty(), Optional.empty(), steps::add);

    assertThat(steps).containsExactly(Step.values());
  }

  @Test
  void saysWhenThereIsNothingToLearnFrom() {
    try (TestDatabase empty = TestDatabase.create()) {
      FeatureStoreMigrations.migrate(empty.owner());
      assertThatThrownBy(() -> train(empty, SPEC, Optional.empty(), Optional.empty()))
          .isInstanceOf(TrainingRefused.class)
          .hasMessage("There are no loans to train on; load some with the command ingest.");

      ingest(empty, "few.csv", new HandMadeLoans(SEED).csv(3));
      assertThatThrownBy(() -> train(empty, SPEC, Optional.empty(), Optional.empty()))
          .isInstanceOf(TrainingRefused.class)
          .hasMessageContaining("both outcomes are needed");
    }
  }

  @Test
  void saysWhenTheSpecNamesAColumnThatALoanDoesNotHave() {
    assertThatThrownBy(
            () -> train(spec("person=[birthday, shoe_size]"), Optional.empty(), Optional.empty()))
        .isInstanceOf(TrainingRefused.class)
        .hasMessage("The spec of loan-risk names columns that a loan does not have: shoe_size.");
  }

  @Test
  void knowsTheMomentOfItsData() {
    assertThat(first.provenance().data().knownAt()).isEqualTo(firstLoad);
    assertThat(first.provenance().split().testFrom()).isAfter(LocalDate.of(2019, 1, 1));
  }

  private static TrainedModel train(
      ModelSpec spec, Optional<Instant> knownAt, Optional<Champion> champion) {
    return train(database, spec, knownAt, champion);
  }

  private static TrainedModel train(
      TestDatabase in, ModelSpec spec, Optional<Instant> knownAt, Optional<Champion> champion) {
    return Training.run(in.owner(), spec, knownAt, champion, TrainingProgress.SILENT);
  }

  private static Instant ingest(TestDatabase into, String name, String csv) {
    IngestOutcome outcome =
        new LoanLedger(into.owner(), Clock.systemUTC())
            .ingest(
                LoanSource.ofStream(
                    name, new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8))),
                IngestRules.DEFAULT,
                Progress.SILENT);
    assertThat(outcome).isInstanceOf(IngestOutcome.Loaded.class);
    return ((IngestOutcome.Loaded) outcome).knownAt();
  }

  private static ModelSpec spec(String... overrides) {
    List<String> all = new ArrayList<>(List.of("learner.trees=40", "learner.eta=0.1"));
    all.addAll(List.of(overrides));
    return ModelSpec.read(Path.of("..", "models", "loan-risk.yaml"), all);
  }
}
