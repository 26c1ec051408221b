package io.surety.prediction.scoring;

import io.surety.bundle.Explanation;
import io.surety.bundle.ModelInput;
import io.surety.prediction.champion.LoadedModel;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Writes one answer as a JSON object. The order here is the order on the wire. */
final class JsonAnswer {

  private final LoadedModel model;
  private final List<ModelInput> inputs;

  JsonAnswer(LoadedModel model) {
    this.model = model;
    this.inputs = model.inputs();
  }

  void write(JsonGenerator out, Scored.Answered answer) {
    out.writeStartObject();
    out.writeStringProperty("prediction_id", answer.decided().predictionId().toString());
    if (answer.user() == null) {
      out.writeNullProperty("user_id");
    } else {
      out.writeNumberProperty("user_id", answer.user().value());
    }
    if (answer.asOf() == null) {
      out.writeNullProperty("as_of");
    } else {
      out.writeStringProperty("as_of", answer.asOf().toString());
    }
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
    out.writeObjectPropertyStart("model");
    out.writeStringProperty("name", model.version().name());
    out.writeNumberProperty("version", model.version().number());
    if (!model.approved()) {
      out.writeBooleanProperty("approved", false);
    }
    out.writeEndObject();
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
