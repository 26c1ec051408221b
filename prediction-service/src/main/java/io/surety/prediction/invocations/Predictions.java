package io.surety.prediction.invocations;

import static java.util.Objects.requireNonNull;

import io.surety.prediction.batches.BatchLimits;
import io.surety.prediction.batches.BoundRows;
import io.surety.prediction.champion.LoadedModel;
import io.surety.prediction.scoring.Decided;
import io.surety.prediction.scoring.Sitting;
import io.surety.predictionlog.ReasonsJson;
import io.surety.web.TooManyBodies;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
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

  private final Sitting sitting;
  private final List<PredictionField> fields;

  Predictions(Sitting sitting, List<PredictionField> fields) {
    this.sitting = sitting;
    this.fields = fields;
  }

  /** Has every row decided, as {@link Sitting#decideEach} does and refuses, and writes. */
  FastByteArrayOutputStream of(BoundRows rows) throws TooManyBodies {
    boolean reasoned = fields.contains(PredictionField.REASONS);
    if (reasoned) {
      BatchLimits.requireExplained("params.outputs", rows.count());
    }
    FastByteArrayOutputStream stream = new FastByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), stream)) {
      json.writeStartObject();
      json.writeArrayPropertyStart("predictions");
      sitting.decideEach(
          rows,
          row -> {
            Decided decided = sitting.decide(row);
            String reasons = reasoned ? reasons(row) : null;
            sitting.enter(decided, row, reasons);
            write(decided, reasons, json);
          });
      json.writeEndArray();
      json.writeEndObject();
    }
    return stream;
  }

  private String reasons(double[] row) {
    LoadedModel model = sitting.model();
    return ReasonsJson.of(model.reasons().most(row, model.scorer().explain(row)));
  }

  private void write(Decided decided, @Nullable String reasons, JsonGenerator json) {
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
        case REASONS -> json.writeRawValue(requireNonNull(reasons));
      }
    }
    json.writeEndObject();
  }
}
