package io.surety.benchmarks.peers;

import io.surety.benchmarks.load.RequestPool;
import io.surety.benchmarks.peers.Peer.Task;
import io.surety.benchmarks.process.ChildJvm;
import io.surety.benchmarks.serve.ServedModel;
import io.surety.benchmarks.startup.StartedService;
import io.surety.featureservice.FeatureServiceApplication;
import io.surety.featurestore.UserFeatures;
import io.surety.prediction.PredictionServiceApplication;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Both services with the flags that they are shipped with. */
record OurServices(StartedService features, StartedService predictions) implements AutoCloseable {

  static OurServices start(ServedModel model, Path home) throws IOException {
    StartedService features =
        StartedService.start(
            jvm(FeatureServiceApplication.class, home.resolve("feature-service")),
            model.featureReader());
    try {
      return new OurServices(
          features,
          StartedService.start(
              jvm(PredictionServiceApplication.class, home.resolve("prediction-service")),
              model.modelReader()));
    } catch (IOException | RuntimeException failure) {
      features.close();
      throw failure;
    }
  }

  private static ChildJvm jvm(Class<?> application, Path module) {
    return ChildJvm.of(application)
        .withFlags(List.of("@" + module.resolve("jvm.options")))
        .withOneArena();
  }

  /** Each task on the service that does it. */
  Map<Task, Side> sides(Stage stage, Path folder) throws IOException {
    Map<Task, Side> sides = new EnumMap<>(Task.class);
    for (Task task : Task.values()) {
      StartedService service = task == Task.FIND ? features : predictions;
      Path requests = folder.resolve("ours-" + task + ".requests");
      stage.write(requests, user -> request(task, user));
      sides.put(task, new Side("Surety, " + words(task), service.pid(), service.port(), requests));
    }
    return sides;
  }

  private static String words(Task task) {
    return switch (task) {
      case SCORE -> "/score?explain=none";
      case EXPLAIN -> "/score with reasons";
      case FIND -> "GET /features/{id}";
    };
  }

  private static byte[] request(Task task, UserFeatures user) {
    return switch (task) {
      case SCORE -> score("/score?explain=none", Peer.FASTAPI.body(user));
      case EXPLAIN -> score("/score", Peer.FASTAPI.body(user));
      case FIND -> RequestPool.get("/features/" + user.userId());
    };
  }

  private static byte[] score(String path, String features) {
    return RequestPool.post(
        path,
        "application/json",
        ("{\"features\":" + features + "}").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    predictions.close();
    features.close();
  }
}
