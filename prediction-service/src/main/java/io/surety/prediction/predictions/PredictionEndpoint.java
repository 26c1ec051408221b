package io.surety.prediction.predictions;

import io.surety.predictionlog.PredictionId;
import io.surety.web.MalformedRequest;
import io.surety.web.Quoted;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** One past decision, by the id that its answer had. */
@RestController
class PredictionEndpoint {

  private final PastPredictions predictions;

  PredictionEndpoint(PastPredictions predictions) {
    this.predictions = predictions;
  }

  @GetMapping("/predictions/{id}")
  PastPrediction prediction(@PathVariable String id) {
    return predictions.require(read(id));
  }

  private static UUID read(String text) {
    return PredictionId.parse(text)
        .orElseThrow(() ->
            MalformedRequest.at(
                "id",
                Quoted.of(text)
                    + " is no prediction_id, such as 019ca8d7-2d7b-7000-8000-000000000024."));
  }
}
