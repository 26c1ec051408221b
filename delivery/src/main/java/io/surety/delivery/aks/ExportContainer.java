package io.surety.delivery.aks;

import io.surety.delivery.freight.Export;
import io.surety.delivery.freight.Freight;
import io.surety.delivery.tools.Line;
import io.surety.delivery.tools.Tool;
import io.surety.delivery.tools.Toolbox;
import io.surety.terminal.CommandFailed;

/** The blob container from which an environment takes exports. */
record ExportContainer(Toolbox toolbox, Freight freight, AzureNames names) {

  private static final String CONTAINER = "exports";

  /** Beside the freight, which is kept: what was in the container already. */
  private static final String FOUND = "../export-found.zip";

  /** The name of an export there: of other bytes it is another name. */
  static String blob(Export export) {
    return "%s-%s.zip"
        .formatted(export.version().replace('/', '-'), export.sha256().substring(0, 12));
  }

  /** Puts the export there that was approved; refuses a container with another under its name. */
  void put(Export export) {
    String file = freight.requireUnchanged(export).toString();
    String there =
        toolbox.ask(
            blob("exists", export).and("--query", "exists", "--output", "tsv").supposing("false"));
    if (!there.equals("true")) {
      toolbox.run(blob("upload", export).and("--file", file, "--only-show-errors"));
      return;
    }
    toolbox.run(
        blob("download", export)
            .and("--file", freight.place(FOUND).toString())
            .and("--no-progress", "--output", "none"));
    String found = freight.sha256(FOUND);
    if (!found.equals(export.sha256())) {
      throw new CommandFailed(
          "The container %s of %s has another file named %s (SHA-256 %s instead of %s): nothing is deployed with it. Find out who put it there; another candidate gets another name."
              .formatted(CONTAINER, names.storageAccount(), blob(export), found, export.sha256()));
    }
  }

  private Line blob(String act, Export export) {
    return Line.of(Tool.AZ, "storage", "blob", act, "--auth-mode", "login")
        .and("--account-name", names.storageAccount(), "--container-name", CONTAINER)
        .and("--name", blob(export));
  }
}
