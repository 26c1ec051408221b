package io.surety.prediction.invocations;

import io.surety.prediction.batches.BatchLimits;
import io.surety.prediction.batches.BoundRows;
import io.surety.prediction.champion.LoadedModel;
import io.surety.prediction.scoring.Decided;
import io.surety.prediction.scoring.Deciding;
import io.surety.prediction.scoring.JsonReasons;
import java.util.List;
import java.util.Locale;
import org.springframework.util.FastByteArrayOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes predictions as MLflow does, {@code {"predictions": […]}}. One is the probability of not
 * paying, as MLflow's XGBoost flavour answers it for a model of {@code binary:logistic}, and here
 * for every model; or an object, as a model that answers data frames does, when the request asked
 * for more.
 */
final class Predictions {

  private static final JsonFactory FACTORY = new JsonFactory();

  private final LoadedModel model;
  private final List<PredictionField> fields;

  Predictions(LoadedModel model, List<PredictionField> fields) {
    this.model = model;
    this.fields = fields;
  }

  /** Decides about every row, and writes. */
  FastByteArrayOutputStream of(BoundRows rows, Deciding deciding) {
    if (fields.contains(PredictionField.REASONS)) {
      BatchLimits.requireExplained("params.outputs", rows.count());
    }
    FastByteArrayOutputStream stream = new FastByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), stream)) {
      json.writeStartObject();
      json.writeArrayPropertyStart("predictions");
      double[] row = new double[rows.width()];
      for (int at = 0; at < rows.count(); at++) {
        rows.copy(at, row);
        write(row, deciding.decide(model, row), json);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return stream;
  }

  private void write(double[] row, Decided decided, JsonGenerator json) {
    if (fields.isEmpty()) {
      json.writeNumber(decided.assessment().probability());
      return;
    }
    json.writeStartObject();
    for (PredictionField field : fields) {
      json.writeName(field.wireName());
      switch (field) {
        case PROBABILITY -> json.writeNumber(decided.assessment().probability());
        case DECISION ->
            json.writeString(decided.assessment().decision().name().toLowerCase(Locale.ROOT));
        case SCORE -> json.writeNumber(decided.assessment().points());
        case PREDICTION_ID -> json.writeString(decided.predictionId().toString());
        case REASONS ->
            JsonReasons.write(json, model.reasons().most(row, model.scorer().explain(row)));
      }
    }
    json.writeEndObject();
  }
}
