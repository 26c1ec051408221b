package io.surety.training;

import io.surety.bundle.DecisionPolicy;
import io.surety.bundle.ScoreScale;
import io.surety.report.ReportFacts;
import io.surety.report.ReportFacts.Fact;
import io.surety.spec.Learner;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** What the report says of a model beside its figures. */
final class ModelFacts {

  private ModelFacts() {}

  static ReportFacts of(Provenance provenance) {
    return new ReportFacts(
        provenance.spec().name(),
        provenance.data().knownAt(),
        model(provenance),
        data(provenance),
        provenance.spec().yaml(),
        Evidence.json(provenance));
  }

  private static List<Fact> model(Provenance provenance) {
    DecisionPolicy policy = provenance.spec().policy();
    return List.of(
        new Fact("Predicts", provenance.spec().label().meaning()),
        new Fact("Forest", forest(provenance)),
        new Fact("Calibrator", provenance.calibrator()),
        new Fact(
            "Policy",
            String.format(
                Locale.ROOT,
                "approve below %s, decline from %s, refer between",
                policy.approveBelow(),
                policy.declineFrom())),
        new Fact("Score", score(provenance.spec().score())),
        new Fact("Sensitive inputs", sensitive(provenance)),
        new Fact(
            "Scorer against native XGBoost",
            agreement(provenance.checks().largestMarginDifference())),
        new Fact("Code", "Surety " + provenance.code() + libraries(provenance)));
  }

  static String score(ScoreScale scale) {
    return "%s points at odds of %s to 1, %s points more for twice the odds"
        .formatted(
            plain(scale.basePoints()), plain(scale.baseOdds()), plain(scale.pointsToDoubleOdds()));
  }

  private static String plain(double number) {
    return new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
  }

  private static String forest(Provenance provenance) {
    return provenance.imported().map(ModelFacts::importedForest).orElseGet(() -> grown(provenance));
  }

  private static String importedForest(Provenance.Imported imported) {
    return String.format(
        Locale.ROOT,
        "%,d trees, trained elsewhere and imported from %s (%s, written by %s, SHA-256 %s)",
        imported.trees(),
        imported.file(),
        imported.objective(),
        imported.writtenBy(),
        imported.sha256());
  }

  private static String grown(Provenance provenance) {
    Learner learner = provenance.spec().learner();
    return String.format(
        Locale.ROOT,
        "%,d trees of depth %d, learning rate %s, seed %d, %s",
        learner.trees(),
        learner.depth(),
        learner.eta(),
        learner.seed(),
        provenance.threads() == 1 ? "1 thread" : provenance.threads() + " threads");
  }

  private static String libraries(Provenance provenance) {
    StringBuilder text = new StringBuilder();
    provenance
        .libraries()
        .forEach(
            (library, version) -> text.append(", ").append(library).append(' ').append(version));
    return text.toString();
  }

  private static List<Fact> data(Provenance provenance) {
    Provenance.Data data = provenance.data();
    Provenance.Split split = provenance.split();
    return List.of(
        new Fact("Known at", data.knownAt().toString()),
        new Fact(
            "Loans read",
            String.format(Locale.ROOT, "%,d, the newest of %s", data.loans(), data.newestLoan())),
        new Fact("Training", text(split.training())),
        new Fact("Calibration", text(split.calibration())),
        new Fact("Test", text(split.test()) + ", from " + split.testFrom() + " on"),
        new Fact(
            "Left out",
            String.format(
                Locale.ROOT,
                "%,d too young (after %s), %,d of unknown outcome, %,d on the other side of %s",
                split.immature(),
                split.matureUntil(),
                split.unknownOutcome(),
                split.aside(),
                split.testFrom())),
        new Fact(
            "No feature looks ahead",
            String.format(
                Locale.ROOT,
                "checked on %,d loans",
                provenance.checks().loansCheckedAgainstHistory())),
        new Fact("Data hash", data.hash()));
  }

  static String agreement(double largestMarginDifference) {
    return largestMarginDifference == 0
        ? "the same margin for every test loan"
        : String.format(Locale.ROOT, "largest difference of margins %.1e", largestMarginDifference);
  }

  private static String text(Provenance.Group group) {
    return String.format(
        Locale.ROOT,
        "%,d loans of %,d people, %,d bad",
        group.loans(),
        group.people(),
        group.bad());
  }

  private static String sensitive(Provenance provenance) {
    return provenance.sensitiveInputs().isEmpty()
        ? "none"
        : String.join(", ", provenance.sensitiveInputs());
  }
}
