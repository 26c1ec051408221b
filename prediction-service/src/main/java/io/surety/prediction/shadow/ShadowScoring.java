package io.surety.prediction.shadow;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import io.surety.bundle.Assessment;
import io.surety.bundle.RowBinder;
import io.surety.prediction.champion.LoadedModel;
import io.surety.prediction.shadow.Fitting.Fitted;
import io.surety.prediction.shadow.ShadowMetrics.Fate;
import io.surety.prediction.tallies.Tallies;
import io.surety.prediction.tallies.Tally;
import io.surety.predictionlog.AnswerRole;
import io.surety.predictionlog.LogRows;
import io.surety.predictionlog.LoggedPrediction;
import io.surety.registry.ModelVersion;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Scores what was answered once more, by others. Not for several threads at once. */
final class ShadowScoring {

  private static final Logger LOG = LoggerFactory.getLogger(ShadowScoring.class);

  /** Only few versions answer or score in shadow in a while. */
  private static final int MOST_FITTINGS = 16;

  private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();
  private final Map<Pair, Fitting> fittings = new HashMap<>();
  private final Map<Pair, String> said = new HashMap<>();
  private final ShadowMetrics metrics;
  private final Tallies tallies;

  ShadowScoring(ShadowMetrics metrics, Tallies tallies) {
    this.metrics = metrics;
    this.tallies = tallies;
  }

  private record Pair(ModelVersion answered, ModelVersion scored, AnswerRole role) {}

  /** Where what the one in this role scores is counted; empty when there is none. */
  Optional<Tally> tally(Piece piece, AnswerRole role) {
    return Optional.ofNullable(piece.cast().in(role))
        .map(model -> tallies.of(model.version(), role));
  }

  /** Adds to the rows what the one in this role says, where it fits; returns how many. */
  int score(Piece piece, AnswerRole role, LogRows rows) {
    LoadedModel model = piece.cast().in(role);
    if (model == null) {
      return 0;
    }
    int scored = 0;
    Pair pair = new Pair(piece.answering().version(), model.version(), role);
    Fitting fitting = fitting(pair, piece.answering(), model);
    for (Answered each : piece.rows()) {
      if (role == AnswerRole.PROBE ? each.probed() : each.challenged()) {
        switch (fitting.fit(each)) {
          case Fitted.Row(double[] row) -> {
            rows.add(scored(each, row, model, role));
            scored++;
          }
          case Fitted.Unfit(String reason) -> {
            metrics.count(Fate.UNFIT, role, 1);
            tell(pair, role, reason);
          }
        }
      }
    }
    return scored;
  }

  private LoggedPrediction scored(
      Answered answered, double[] row, LoadedModel model, AnswerRole role) {
    Assessment assessment = model.scorer().assess(row);
    Optional<KnownUser> user = Optional.ofNullable(answered.user());
    return LoggedPrediction.inShadow(
        ids.generate(),
        answered.id(),
        user.map(KnownUser::user).orElse(null),
        user.map(KnownUser::lookup).orElse(null),
        model.version(),
        role,
        LoggedPrediction.Scored.of(row, assessment),
        assessment.decision());
  }

  private Fitting fitting(Pair pair, LoadedModel answering, LoadedModel model) {
    Fitting known = fittings.get(pair);
    if (known == null) {
      if (fittings.size() >= MOST_FITTINGS) {
        fittings.clear();
        said.clear();
      }
      RowBinder binder = tallies.of(pair.scored(), pair.role()).binder(model);
      known = Fitting.of(answering, model, binder);
      fittings.put(pair, known);
    }
    return known;
  }

  /** Once for two versions; the metrics count all. */
  private void tell(Pair pair, AnswerRole role, String reason) {
    if (said.putIfAbsent(pair, reason) == null) {
      LOG.warn(
          "shadow_unfit version={} role={} beside={} reason=\"{}\"",
          pair.scored(),
          role,
          pair.answered(),
          reason);
    }
  }
}
