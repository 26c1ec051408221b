package io.surety.prediction.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.surety.prediction.TestedRegistry;
import io.surety.prediction.TinyBundle;
import io.surety.prediction.champion.LoadedModel;
import io.surety.prediction.tallies.Tallies;
import io.surety.predictionlog.AnswerRole;
import io.surety.predictionlog.LogRows;
import io.surety.registry.ModelVersion;
import io.surety.registry.ServedModels.Served;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ShadowScoringTest {

  private final ShadowScoring scoring =
      new ShadowScoring(new ShadowMetrics(new SimpleMeterRegistry()), new Tallies());

  @Test
  void aRowThatCannotBeScoredFailsAloneAndInTheRoleThatCouldNotScoreIt() {
    LoadedModel answering = model(1, 0.2);
    Cast cast = new Cast(model(2, 0.3), model(3, 0.4));
    double[] fit = {1, 2.5, 33, 4, 1};
    double[] cut = {1, 2.5};
    Piece piece =
        new Piece(
            answering,
            cast,
            List.of(answered(1, fit, true), answered(2, cut, true), answered(3, fit, true)));
    LogRows rows = LogRows.of(1);

    assertThat(scoring.score(piece, AnswerRole.CHALLENGER, rows))
        .as("it was given none of them")
        .isEqualTo(new ShadowScoring.Count(0, 0));
    assertThat(scoring.score(piece, AnswerRole.PROBE, rows))
        .isEqualTo(new ShadowScoring.Count(2, 1));
    assertThat(rows.count()).isEqualTo(2);
  }

  private static Answered answered(int id, double[] row, boolean probed) {
    return new Answered(new UUID(7L << 12, 1L << 63 | id), row, null, probed, !probed);
  }

  private static LoadedModel model(int number, double young) {
    byte[] bundle = TinyBundle.answering(young);
    return LoadedModel.verified(
        new Served(new ModelVersion("loan-risk", number), TestedRegistry.sha256(bundle)), bundle);
  }
}
