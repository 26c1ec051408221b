package io.surety.delivery.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/**
 * The Docker engine of this machine, asked by its command line; tests are skipped aloud where there
 * is none.
 */
final class DockerEngine {

  private static final List<String> BASE_IMAGES =
      List.of("eclipse-temurin:25-jdk", "eclipse-temurin:25-jre");

  private DockerEngine() {}

  /** What a command said. */
  record Said(int exit, String output) {

    Said succeeded() {
      assertThat(exit).as(output).isZero();
      return this;
    }
  }

  /**
   * Skips the test where no engine runs, or where the base images are neither here nor to be had.
   */
  static void require() {
    if (docker("version", "--format", "{{.Server.Version}}").exit() != 0) {
      skip("SKIPPED: no Docker engine answers here, so no image is built; start one.");
    }
    for (String image : BASE_IMAGES) {
      if (docker("image", "inspect", image).exit() != 0 && docker("pull", image).exit() != 0) {
        skip("SKIPPED: the base image " + image + " is not here and cannot be pulled.");
      }
    }
  }

  private static void skip(String reason) {
    System.err.println(reason);
    Assumptions.abort(reason);
  }

  static Said docker(String... arguments) {
    return docker(Map.of(), List.of(arguments));
  }

  static Said docker(Map<String, String> environment, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(home().toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Said(process.waitFor(), output);
    } catch (IOException absent) {
      return new Said(127, String.valueOf(absent.getMessage()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(interrupted));
    }
  }

  /** The top of the repository. */
  static Path home() {
    return Path.of("..").toAbsolutePath().normalize();
  }
}
