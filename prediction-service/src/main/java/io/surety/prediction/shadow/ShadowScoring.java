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
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  private final Set<Pair> saidToFail = new HashSet<>();
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

  /**
   * What came of the rows of a piece that fit.
   *
   * @param failed rows that the version could not score though they fit it
   */
  record Count(int scored, int failed) {}

  /**
   * Adds to the rows what the one in this role says, where it fits. A row that it cannot score
   * stands in the way of no other, and of nobody else.
   */
  Count score(Piece piece, AnswerRole role, LogRows rows) {
    LoadedModel model = piece.cast().in(role);
    if (model == null) {
      return new Count(0, 0);
    }
    int scored = 0;
    int failed = 0;
    Pair pair = new Pair(piece.answering().version(), model.version(), role);
    for (Answered each : piece.rows()) {
      if (role == AnswerRole.PROBE ? each.probed() : each.challenged()) {
        Optional<LoggedPrediction> prediction;
        try {
          prediction = assess(pair, piece.answering(), each, model);
        } catch (RuntimeException failure) {
          failed++;
          tellFailure(pair, failure);
          continue;
        }
        if (prediction.isPresent()) {
          rows.add(prediction.get());
          scored++;
        }
      }
    }
    return new Count(scored, failed);
  }

  private Optional<LoggedPrediction> assess(
      Pair pair, LoadedModel answering, Answered answered, LoadedModel model) {
    return switch (fitting(pair, answering, model).fit(answered)) {
      case Fitted.Row(double[] row) -> Optional.of(scored(answered, row, model, pair.role()));
      case Fitted.Unfit(String reason) -> {
        metrics.count(Fate.UNFIT, pair.role(), 1);
        tell(pair, pair.role(), reason);
        yield Optional.empty();
      }
    };
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
        saidToFail.clear();
      }
      RowBinder binder = tallies.of(pair.scored(), pair.role()).binder(model);
      known = Fitting.of(answering, model, binder);
      fittings.put(pair, known);
    }
    return known;
  }

  private void tellFailure(Pair pair, RuntimeException failure) {
    if (saidToFail.add(pair)) {
      LOG.warn(
          "shadow_not_scored version={} role={} beside={}",
          pair.scored(),
          pair.role(),
          pair.answered(),
          failure);
    }
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
