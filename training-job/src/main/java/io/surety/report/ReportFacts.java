package io.surety.report;

import java.time.Instant;
import java.util.List;

/**
 * What the report states beside the evaluation, in the order given.
 *
 * @param model the model's name, or its version once it has one
 * @param knownAt the moment up to which loans were known
 * @param modelFacts learner, trees, calibrator, thresholds and the like
 * @param dataFacts file, dates, rows, people, how the split was made and the like
 * @param specification the spec as written, YAML
 * @param provenance the bundle's provenance, JSON
 */
public record ReportFacts(
    String model,
    Instant knownAt,
    List<Fact> modelFacts,
    List<Fact> dataFacts,
    String specification,
    String provenance) {

  public ReportFacts {
    modelFacts = List.copyOf(modelFacts);
    dataFacts = List.copyOf(dataFacts);
  }

  /** One line of a list of facts. */
  public record Fact(String label, String value) {}
}
