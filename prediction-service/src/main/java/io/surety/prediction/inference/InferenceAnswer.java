package io.surety.prediction.inference;

import static java.util.Objects.requireNonNull;

import io.surety.bundle.Explanation;
import io.surety.bundle.Reason;
import io.surety.prediction.batches.BatchLimits;
import io.surety.prediction.batches.BoundRows;
import io.surety.prediction.champion.LoadedModel;
import io.surety.prediction.inference.InferenceRequest.RequestedOutput;
import io.surety.prediction.scoring.Decided;
import io.surety.prediction.scoring.Sitting;
import io.surety.predictionlog.ReasonsJson;
import io.surety.web.TooManyBodies;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The outputs that a request asked for, in its order.
 *
 * @param id of the request, if it had one
 */
record InferenceAnswer(LoadedModel model, @Nullable String id, int rows, List<Output> outputs) {

  InferenceAnswer {
    outputs = List.copyOf(outputs);
  }

  /** An output, and what it says of every row. */
  record Output(RequestedOutput requested, OutputData data) {}

  /** Has every row decided, as {@link Sitting#decideEach} does and refuses. */
  static InferenceAnswer of(Sitting sitting, InferenceRequest request, BoundRows rows)
      throws TooManyBodies {
    LoadedModel model = sitting.model();
    List<Output> outputs =
        request.outputs().stream().map(each -> new Output(each, OutputData.of(each))).toList();
    boolean explained = request.outputs().stream().anyMatch(each -> each.tensor().isExplanation());
    if (explained) {
      BatchLimits.requireExplained("outputs", rows.count());
    }
    boolean reasoned =
        request.outputs().stream().anyMatch(each -> each.tensor() == OutputTensor.REASONS);
    sitting.decideEach(
        rows,
        row -> {
          Decided decided = sitting.decide(row);
          Explanation explanation = explained ? model.scorer().explain(row) : null;
          List<Reason> reasons =
              reasoned ? model.reasons().most(row, requireNonNull(explanation)) : List.of();
          sitting.enter(decided, row, reasoned ? ReasonsJson.of(reasons) : null);
          for (Output output : outputs) {
            tell(output, row.length, decided, explanation, reasons);
          }
        });
    return new InferenceAnswer(model, request.id(), rows.count(), outputs);
  }

  private static void tell(
      Output output,
      int columns,
      Decided decided,
      @Nullable Explanation explanation,
      List<Reason> reasons) {
    OutputData data = output.data();
    switch (output.requested().tensor()) {
      case PROBABILITY -> data.add(decided.assessment().probability());
      case DECISION -> data.add(decided.assessment().decision().name().toLowerCase(Locale.ROOT));
      case SCORE -> data.add((long) decided.assessment().points());
      case PREDICTION_ID -> data.add(decided.predictionId().toString());
      case BASE_VALUE -> data.add(requireNonNull(explanation).baseValue());
      case CONTRIBUTIONS -> {
        for (int column = 0; column < columns; column++) {
          data.add(requireNonNull(explanation).contribution(column));
        }
      }
      case REASONS -> {
        for (int place = 0; place < OutputTensor.REASONS.columns(columns); place++) {
          data.add(place < reasons.size() ? reasons.get(place).text() : "");
        }
      }
    }
  }
}
