package io.surety.predictionlog;

import io.surety.bundle.Assessment;
import io.surety.bundle.Explanation;
import io.surety.bundle.ModelBundle;
import io.surety.bundle.Reasons;
import io.surety.bundle.Scorer;
import io.surety.predictionlog.LoggedPrediction.Scored;
import java.util.ArrayList;
import java.util.List;

/**
 * Scores what was logged again, with the version that answered then, and compares bit for bit. Any
 * number of threads may share it.
 */
public final class Rescoring {

  private final Scorer scorer;
  private final Reasons reasons;

  /** Scores with this version. */
  public Rescoring(ModelBundle bundle) {
    this(bundle.scorer(), bundle.reasons());
  }

  /** Scores with the parts of a version that is loaded already. */
  public Rescoring(Scorer scorer, Reasons reasons) {
    this.scorer = scorer;
    this.reasons = reasons;
  }

  /** What came of scoring again. */
  public sealed interface Proof {

    /** Every bit is the same. */
    record Same() implements Proof {}

    /** At least one thing is not. */
    record Different(List<Difference> differences) implements Proof {

      public Different {
        differences = List.copyOf(differences);
      }
    }

    /** There is nothing to score: a person was erased, or the policy answered. */
    record NothingToScore() implements Proof {}
  }

  /** What was logged and what comes out now, where they are not the same. */
  public record Difference(String what, String logged, String now) {}

  /** Scores a prediction again. */
  public Proof prove(LoggedPrediction logged) {
    Scored before = logged.scored();
    if (before == null) {
      return new Proof.NothingToScore();
    }
    List<Difference> differences = new ArrayList<>(0);
    double[] row = before.inputs();
    Assessment now = scorer.assess(row);
    if (Float.floatToRawIntBits(before.margin()) != Float.floatToRawIntBits(now.margin())) {
      differences.add(difference("margin", before.margin(), now.margin()));
    }
    if (Double.doubleToRawLongBits(before.probability())
        != Double.doubleToRawLongBits(now.probability())) {
      differences.add(difference("probability", before.probability(), now.probability()));
    }
    if (before.score() != now.points()) {
      differences.add(difference("score", before.score(), now.points()));
    }
    if (logged.decision() != now.decision()) {
      differences.add(difference("decision", logged.decision(), now.decision()));
    }
    if (logged.reasonsJson() != null) {
      String told = ReasonsJson.of(reasons.most(row, explain(row)));
      if (!told.equals(logged.reasonsJson())) {
        differences.add(new Difference("reasons", logged.reasonsJson(), told));
      }
    }
    return differences.isEmpty() ? new Proof.Same() : new Proof.Different(differences);
  }

  /** What each input added to the margin of a row. */
  public Explanation explain(double[] row) {
    return scorer.explain(row);
  }

  private static Difference difference(String what, Object logged, Object now) {
    return new Difference(what, logged.toString(), now.toString());
  }
}
