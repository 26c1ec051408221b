package io.surety.delivery.chart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Values that one test says. */
final class Given {

  private Given() {}

  /** A values file with this text. */
  static Path values(String text) {
    try {
      return Files.writeString(Files.createTempFile("values", ".yaml"), text);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Production of the usual site, and what this test says over it. */
  static List<Path> production(String text) {
    return List.of(Chart.FOLDER.resolve("values-prod.yaml"), Scenario.said("site"), values(text));
  }
}
