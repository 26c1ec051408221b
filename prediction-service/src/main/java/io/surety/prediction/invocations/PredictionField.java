package io.surety.prediction.invocations;

import io.surety.web.MalformedRequest;
import io.surety.web.Quoted;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a prediction can tell when {@code params.outputs} asks for it. */
enum PredictionField {
  PROBABILITY,
  DECISION,
  SCORE,
  REASONS,
  PREDICTION_ID;

  static PredictionField read(String path, String name) {
    for (PredictionField field : values()) {
      if (field.wireName().equals(name)) {
        return field;
      }
    }
    throw MalformedRequest.at(
        path,
        "There is no output %s; there are %s."
            .formatted(
                Quoted.of(name),
                Arrays.stream(values())
                    .map(PredictionField::wireName)
                    .collect(Collectors.joining(", "))));
  }

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
