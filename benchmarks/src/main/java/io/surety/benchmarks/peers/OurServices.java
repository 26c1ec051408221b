package io.surety.benchmarks.peers;

import io.surety.benchmarks.load.RequestPool;
import io.surety.benchmarks.serve.ServedModel;
import io.surety.benchmarks.startup.StartedService;
import io.surety.featureservice.FeatureServiceApplication;
import io.surety.prediction.PredictionServiceApplication;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Both services with the flags that they are shipped with. */
record OurServices(StartedService features, StartedService predictions) implements AutoCloseable {

  static OurServices start(ServedModel model, Path home) throws IOException, InterruptedException {
    StartedService features =
        StartedService.start(
            FeatureServiceApplication.class,
            model.featureReader(),
            List.of("@" + home.resolve("feature-service/jvm.options")),
            true);
    try {
      return new OurServices(
          features,
          StartedService.start(
              PredictionServiceApplication.class,
              model.modelReader(),
              List.of("@" + home.resolve("prediction-service/jvm.options")),
              true));
    } catch (IOException | InterruptedException | RuntimeException failure) {
      features.close();
      throw failure;
    }
  }

  /** A score with features in the request, and with everything that an answer has. */
  Side scoring(Stage stage, Path folder) throws IOException {
    Path requests = folder.resolve("ours-scores.requests");
    stage.write(requests, user -> scoreRequest(Peer.FASTAPI.body(user)));
    return new Side("Surety, /score with reasons", predictions.pid(), predictions.port(), requests);
  }

  /** The features of a person. */
  Side finding(Stage stage, Path folder) throws IOException {
    Path requests = folder.resolve("ours-features.requests");
    stage.write(requests, user -> RequestPool.get("/features/" + user.userId()));
    return new Side("Surety, GET /features/{id}", features.pid(), features.port(), requests);
  }

  private static byte[] scoreRequest(String features) {
    return RequestPool.post(
        "/score",
        "application/json",
        ("{\"features\":" + features + "}").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    predictions.close();
    features.close();
  }
}
