package io.surety.prediction.scoring;

import io.surety.bundle.Explanation;
import io.surety.bundle.ModelInput;
import io.surety.prediction.champion.Capacity;
import io.surety.prediction.champion.LoadedModel;
import io.surety.registry.ModelVersion;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes one answer as a JSON object. The order here is the order on the wire. */
final class JsonAnswer {

  private final LoadedModel model;
  private final Explain explain;
  private final List<ModelInput> inputs;

  JsonAnswer(LoadedModel model, Explain explain) {
    this.model = model;
    this.explain = explain;
    this.inputs = model.inputs();
  }

  /** Writes an answer, of the model or of the policy; a refusal is not one. */
  void write(JsonGenerator out, Scored outcome) {
    switch (outcome) {
      case Scored.Answered answer -> write(out, answer);
      case Scored.ByPolicy answer -> write(out, answer);
      case Scored.Refused refused -> throw new IllegalArgumentException(refused.detail());
    }
  }

  private void write(JsonGenerator out, Scored.Answered answer) {
    out.writeStartObject();
    about(out, answer.decided().predictionId(), answer.looked());
    out.writeNumberProperty("probability", answer.decided().assessment().probability());
    out.writeStringProperty("decision", answer.decided().assessment().decision().toString());
    out.writeNumberProperty("score", answer.decided().assessment().points());
    if (answer.told() != null) {
      out.writeName("reasons");
      out.writeRawValue(answer.told().json());
    }
    if (answer.explanation() != null) {
      explanation(out, answer.explanation());
    }
    features(out, answer.given().row());
    model(out);
    out.writeEndObject();
  }

  private void write(JsonGenerator out, Scored.ByPolicy answer) {
    out.writeStartObject();
    about(out, answer.predictionId(), answer.looked());
    out.writeNullProperty("probability");
    out.writeStringProperty("decision", answer.policy().decision().written());
    out.writeNullProperty("score");
    if (explain != Explain.NONE) {
      out.writeArrayPropertyStart("reasons");
      out.writeEndArray();
    }
    if (explain == Explain.FULL) {
      out.writeNullProperty("explanation");
    }
    features(out, answer.given().row());
    model(out);
    out.writeStringProperty("detail", answer.policy().detail());
    out.writeEndObject();
  }

  private static void about(JsonGenerator out, UUID predictionId, @Nullable Looked looked) {
    out.writeStringProperty("prediction_id", predictionId.toString());
    if (looked == null) {
      out.writeNullProperty("user_id");
      out.writeNullProperty("as_of");
    } else {
      out.writeNumberProperty("user_id", looked.user().value());
      out.writeStringProperty("as_of", looked.lookup().asOf().toString());
      if (looked.stale() != null) {
        stale(out, looked.stale());
      }
    }
  }

  private static void stale(JsonGenerator out, Freshness.Stale stale) {
    out.writeObjectPropertyStart("stale");
    if (stale.knownAt() == null) {
      out.writeNullProperty("known_at");
    } else {
      out.writeStringProperty("known_at", stale.knownAt().toString());
    }
    out.writeStringProperty("allowed", stale.allowed().toString());
    out.writeEndObject();
  }

  private void model(JsonGenerator out) {
    out.writeObjectPropertyStart("model");
    out.writeStringProperty("name", model.version().name());
    out.writeNumberProperty("version", model.version().number());
    if (!model.approved()) {
      out.writeBooleanProperty("approved", false);
    }
    switch (model.capacity()) {
      case Capacity.Fallback(ModelVersion instead, _) ->
          out.writeNumberProperty("fallback_for", instead.number());
      case Capacity.Policy _ -> out.writeStringProperty("answered_by", Capacity.Policy.ROLE);
      case Capacity.Named _, Capacity.Pointed _ -> {}
    }
    out.writeEndObject();
  }

  private void explanation(JsonGenerator out, Explanation explanation) {
    out.writeObjectPropertyStart("explanation");
    out.writeNumberProperty("base_value", explanation.baseValue());
    out.writeObjectPropertyStart("contributions");
    for (int column = 0; column < explanation.size(); column++) {
      out.writeNumberProperty(inputs.get(column).name(), explanation.contribution(column));
    }
    out.writeEndObject();
    out.writeEndObject();
  }

  private void features(JsonGenerator out, double[] row) {
    out.writeObjectPropertyStart("features");
    for (int column = 0; column < row.length; column++) {
      ModelInput input = inputs.get(column);
      out.writeName(input.name());
      if (Double.isNaN(row[column])) {
        out.writeNull();
        continue;
      }
      switch (input.type()) {
        case INTEGER, FLAG -> out.writeNumber((long) row[column]);
        case REAL -> out.writeNumber(row[column]);
        case CATEGORY -> out.writeString(input.categories().get((int) row[column]));
      }
    }
    out.writeEndObject();
  }
}
