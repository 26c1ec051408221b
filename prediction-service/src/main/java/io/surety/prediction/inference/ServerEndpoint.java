package io.surety.prediction.inference;

import io.surety.prediction.versions.ServableVersions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.info.BuildProperties;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What the protocol tells of the server and its model. */
@RestController
class ServerEndpoint {

  private static final String NAME = "surety";
  private static final List<String> EXTENSIONS = List.of("binary_tensor_data");

  private final ServableVersions versions;
  private final String version;

  ServerEndpoint(ServableVersions versions, BuildProperties build) {
    this.versions = versions;
    this.version = String.valueOf(build.getVersion());
  }

  record Server(String name, String version, List<String> extensions) {}

  record Live(boolean live) {}

  record Ready(boolean live, boolean ready) {}

  record Models(List<String> models) {}

  record ModelReady(String name, boolean ready) {}

  @GetMapping({"/v2", "/v2/"})
  Server server() {
    return new Server(NAME, version, EXTENSIONS);
  }

  @GetMapping("/v2/health/live")
  Live live() {
    return new Live(true);
  }

  /** Ready when the champion would answer, whether the database does or not. */
  @GetMapping("/v2/health/ready")
  Ready ready() {
    versions.requireReady();
    return new Ready(true, true);
  }

  @GetMapping("/v2/models")
  Models models() {
    return new Models(List.of(versions.modelName()));
  }

  @GetMapping({"/v2/models/{model}", "/v2/models/{model}/versions/{number}"})
  ModelMetadata model(
      @PathVariable String model, @PathVariable(required = false) @Nullable String number) {
    return ModelMetadata.of(describe(model, number), versions.all());
  }

  @GetMapping({"/v2/models/{model}/ready", "/v2/models/{model}/versions/{number}/ready"})
  ModelReady modelReady(
      @PathVariable String model, @PathVariable(required = false) @Nullable String number) {
    return new ModelReady(describe(model, number).version().name(), true);
  }

  private ServableVersions.Described describe(String model, @Nullable String number) {
    versions.requireModel(model);
    return versions.describe(number);
  }
}
