package io.surety.delivery;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The files of this repository, and of its neighbours where they are. */
public final class Repository {

  private Repository() {}

  /** The top of the repository. */
  public static Path home() {
    return Checkout.root();
  }

  /** A file of the repository. */
  public static Path file(String name) {
    return home().resolve(name);
  }

  /**
   * The schema of Azure Pipelines, from the folder that SURETY_SCHEMAS names or a neighbouring
   * {@code shared/schemas}; a test is skipped aloud where it is absent.
   */
  public static Path requirePipelineSchema() {
    String named = System.getenv("SURETY_SCHEMAS");
    String file = "azure-pipelines.schema.json";
    if (named != null && Files.isReadable(Path.of(named, file))) {
      return Path.of(named, file);
    }
    for (Path folder = home(); folder.getParent() != null; folder = folder.getParent()) {
      Path schema = folder.resolveSibling("shared").resolve("schemas").resolve(file);
      if (Files.isReadable(schema)) {
        return schema;
      }
    }
    return skipped("the schema " + file + " is not there; SURETY_SCHEMAS names its folder.");
  }

  private static Path skipped(String why) {
    System.err.println("SKIPPED: " + why);
    Assumptions.abort("SKIPPED: " + why);
    throw new AssertionError(why);
  }
}
