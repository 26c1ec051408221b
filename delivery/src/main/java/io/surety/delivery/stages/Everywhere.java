package io.surety.delivery.stages;

import io.surety.delivery.freight.Candidate;
import io.surety.delivery.freight.EvidencePage;
import io.surety.delivery.freight.Freight;
import io.surety.delivery.tools.Line;
import io.surety.delivery.tools.Tool;
import io.surety.delivery.tools.Toolbox;
import io.surety.terminal.Console;
import java.nio.file.Path;
import java.util.List;

/** The stages that are the same wherever a delivery goes. */
public record Everywhere(Toolbox toolbox, Freight freight, Path home, Console console) {

  private static final List<String> DEPLOYABLES =
      List.of("feature-service", "prediction-service", "training-job");

  void verify() {
    toolbox.run(Line.of(Tool.SURETY, "test"));
    for (String deployable : DEPLOYABLES) {
      Path target = home.resolve(deployable).resolve("target");
      freight.keep(
          target.resolve(deployable + ".cdx.json"),
          "sbom/libraries-of-" + deployable + ".cdx.json");
    }
  }

  /** Puts the evidence on the run's page and hands its headline to the approval. */
  void evidence() {
    Candidate candidate = freight.require(Candidate.class);
    EvidencePage page = EvidencePage.of(candidate, freight);
    Path file = freight.write("evidence.md", page.markdown());
    console.print(page.markdown());
    console.print("##vso[task.setvariable variable=headline;isOutput=true]" + page.headline());
    console.print("##vso[task.uploadsummary]" + file.toAbsolutePath());
  }
}
