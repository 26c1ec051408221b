package io.surety.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * The real data of the project's cases: read where it is, never copied, and skipped aloud where it
 * is absent.
 */
public final class RealData {

  private RealData() {}

  /** The real loan file of 777,715 loans, or a test skipped with the reason printed. */
  public static Path requireLoans() {
    return require("credit_risk/dataset_credit_risk.csv.gz");
  }

  private static Path require(String file) {
    Optional<Path> found = folder().map(folder -> folder.resolve(file)).filter(Files::isReadable);
    if (found.isEmpty()) {
      String reason =
          "SKIPPED: the real data file "
              + file
              + " is not there; SURETY_TEST_DATA names its folder.";
      System.err.println(reason);
      Assumptions.abort(reason);
    }
    return found.orElseThrow();
  }

  private static Optional<Path> folder() {
    String named = System.getenv("SURETY_TEST_DATA");
    if (named != null) {
      return Optional.of(Path.of(named));
    }
    Path here = Path.of("").toAbsolutePath();
    for (Path folder = here; folder != null; folder = folder.getParent()) {
      Path data = folder.resolveSibling("shared").resolve("data");
      if (Files.isDirectory(data)) {
        return Optional.of(data);
      }
    }
    return Optional.empty();
  }
}
