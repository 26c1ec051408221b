package io.surety.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.evaluation.GateResult;
import io.surety.featurestore.FeatureStoreMigrations;
import io.surety.loans.IngestRules;
import io.surety.loans.LoanLedger;
import io.surety.loans.LoanSource;
import io.surety.loans.Progress;
import io.surety.spec.ModelSpec;
import io.surety.testing.RealData;
import io.surety.testing.TestDatabase;
import io.surety.watch.statistics.Estimate;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** On the real loans the history carries no signal, and the model must not find one. */
class RealLoansIT {

  @Test
  void findsNoSignalInRealLoansAndSaysSo() {
    Path loans = RealData.requireLoans();
    try (TestDatabase database = TestDatabase.create()) {
      FeatureStoreMigrations.migrate(database.owner());
      new LoanLedger(database.owner(), Clock.systemUTC())
          .ingest(LoanSource.of(loans), IngestRules.DEFAULT, Progress.SILENT);
      long start = System.nanoTime();
      TrainedModel model =
          Training.run(
              database.owner(),
              ModelSpec.read(Path.of("..", "models", "loan-risk.yaml"), List.of()),
              Optional.empty(),
              Optional.empty(),
              TrainingProgress.SILENT);
      System.out.printf("trained in %.1f s%n", (System.nanoTime() - start) / 1e9);

      Estimate auc = model.evaluation().model().auc();
      System.out.println("AUC " + auc + ", " + model.provenance().split());
      model.gates().forEach(gate -> System.out.println(gate.sentence()));
      assertThat(auc.value()).isBetween(0.45, 0.55);
      assertThat(model.gatesPassed()).isFalse();
      assertThat(model.gates())
          .filteredOn(gate -> gate.name().equals("signal"))
          .extracting(GateResult::passed)
          .containsExactly(false);
      assertThat(model.provenance().data().loans()).isEqualTo(777_715);
      assertThat(model.provenance().split().matureUntil()).isEqualTo(LocalDate.of(2020, 10, 1));
      assertThat(model.provenance().checks().largestMarginDifference()).isLessThan(1e-5);
    }
  }
}
