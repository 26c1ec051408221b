package io.surety.benchmarks.peers;

import io.surety.benchmarks.load.RequestPool;
import io.surety.benchmarks.serve.ServedModel;
import io.surety.bundle.ModelBundle;
import io.surety.feature.Feature;
import io.surety.featurestore.UserFeatures;
import io.surety.registry.Alias;
import io.surety.registry.PostgresServedModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What all are measured on.
 *
 * @param forest the model as native XGBoost reads it
 * @param features those of the people, as CSV with a header
 * @param people of whom nothing is missing
 */
record Stage(
    ServedModel model, ModelBundle bundle, Path forest, Path features, List<UserFeatures> people) {

  static Stage set(Path folder, ServedModel model, List<UserFeatures> people) throws IOException {
    PostgresServedModels registry = new PostgresServedModels(model.modelReader());
    byte[] bytes =
        registry.bundle(registry.find("loan-risk", Alias.CHAMPION).orElseThrow().sha256());
    ModelBundle bundle = ModelBundle.read(bytes);
    Path forest = Files.write(folder.resolve("model.ubj"), bundle.forest());
    Path features = folder.resolve("features.csv");
    String header =
        Stream.concat(Stream.of("user_id"), Stream.of(Feature.values()).map(Feature::featureName))
            .collect(Collectors.joining(","));
    List<String> lines =
        people.stream()
            .map(user ->
                user.userId()
                    + ","
                    + user.values().toWire().values().stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(",")))
            .toList();
    Files.write(features, Stream.concat(Stream.of(header), lines.stream()).toList());
    return new Stage(model, bundle, forest, features, people);
  }

  /** Writes a request for each person. */
  void write(Path file, Function<UserFeatures, byte[]> request) throws IOException {
    new RequestPool(people.stream().map(request).toList()).write(file);
  }
}
