package io.surety.batch;

import io.surety.bundle.Assessment;
import io.surety.bundle.Binding;
import io.surety.bundle.Decision;
import io.surety.bundle.FieldProblem;
import io.surety.feature.UserId;
import io.surety.predictionlog.LogRows;
import io.surety.predictionlog.LoggedPrediction;
import io.surety.predictionlog.LoggedPrediction.Scored;
import io.surety.predictionlog.ReasonsJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Scores and explains chunks as the service does a request; where the policy answers, each row that
 * the model could score gets the policy's decision and no score. Any number of threads may share
 * it.
 */
final class ChunkScorer {

  private final BatchModel model;
  private final BatchCapacity capacity;
  private final BatchIds ids;
  private final String caller;

  ChunkScorer(BatchModel model, BatchCapacity capacity, BatchIds ids, String caller) {
    this.model = model;
    this.capacity = capacity;
    this.ids = ids;
    this.caller = caller;
  }

  ScoredChunk score(List<BatchRow> chunk) {
    LogRows rows = LogRows.of(chunk.size());
    List<Rejection> rejections = new ArrayList<>();
    long approved = 0;
    long referred = 0;
    long declined = 0;
    for (BatchRow row : chunk) {
      switch (row.binding()) {
        case Binding.Bound bound -> {
          LoggedPrediction prediction = prediction(row, bound.row());
          rows.add(prediction);
          switch (prediction.decision()) {
            case APPROVE -> approved++;
            case REFER -> referred++;
            case DECLINE -> declined++;
          }
        }
        case Binding.Refused refused -> rejections.add(rejection(row, refused));
      }
    }
    BatchRow last = chunk.getLast();
    UserId user = last.user();
    return new ScoredChunk(
        chunk.size(),
        last.place(),
        user == null ? -1 : user.value(),
        rows,
        rejections,
        approved,
        referred,
        declined);
  }

  private LoggedPrediction prediction(BatchRow row, double[] values) {
    if (capacity instanceof BatchCapacity.Policy policy) {
      return decided(row, null, policy.decision(), null);
    }
    Assessment assessment = model.scorer().assess(values);
    String reasons = ReasonsJson.of(model.reasons().most(values, model.scorer().explain(values)));
    return decided(row, Scored.of(values, assessment), assessment.decision(), reasons);
  }

  private LoggedPrediction decided(
      BatchRow row, @Nullable Scored scored, Decision decision, @Nullable String reasons) {
    return new LoggedPrediction(
        ids.of(row.place()),
        row.user(),
        row.lookup(),
        model.version(),
        capacity.loggedAs(),
        scored,
        decision,
        reasons,
        caller,
        null,
        null);
  }

  private static Rejection rejection(BatchRow row, Binding.Refused refused) {
    FieldProblem first = refused.problems().getFirst();
    UserId user = row.user();
    return new Rejection(
        row.place(),
        user == null ? null : user.value(),
        first.field(),
        String.join(" ", refused.problems().stream().map(FieldProblem::sentence).toList()));
  }
}
