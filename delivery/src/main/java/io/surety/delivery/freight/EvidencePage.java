package io.surety.delivery.freight;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** The evidence of a candidate as a page of Markdown, beside that of the champion. */
public record EvidencePage(String headline, String markdown) {

  private static final List<Figure> FIGURES =
      List.of(
          new Figure("AUC", "auc"),
          new Figure("Gini", "gini"),
          new Figure("KS", "ks"),
          new Figure("PR-AUC", "pr_auc"),
          new Figure("log-loss", "log_loss"),
          new Figure("Brier", "brier"),
          new Figure("calibration error", "calibration_error"),
          new Figure("predicted/actual", "predicted_over_actual"));

  private record Figure(String label, String key) {}

  /** The page of what the freight holds about a candidate. */
  public static EvidencePage of(Candidate candidate, Freight freight) {
    Optional<JsonNode> evidence = freight.tree("evidence.json");
    Optional<JsonNode> comparison = freight.tree("compare.json");
    String headline = headline(candidate);
    StringBuilder page = new StringBuilder("# ").append(headline).append("\n\n");
    table(page, candidate, evidence, comparison);
    evidence.ifPresent(found -> {
      gates(page, found.path("evidence").path("gates"));
      facts(page, found);
    });
    page.append("\nThe whole report is in `report.html` of the artifact `evidence`.\n");
    return new EvidencePage(headline, page.toString());
  }

  private static String headline(Candidate candidate) {
    String gates = candidate.gatesPassed() ? "passed every gate" : "did not pass every gate";
    return candidate
        .champion()
        .map(champion ->
            "Candidate %s %s; %s is the champion.".formatted(candidate.version(), gates, champion))
        .orElse("Candidate %s %s; there is no champion yet.".formatted(candidate.version(), gates));
  }

  private static void table(
      StringBuilder page,
      Candidate candidate,
      Optional<JsonNode> evidence,
      Optional<JsonNode> comparison) {
    String champion = candidate.champion().orElse("no champion");
    page.append(
        "| on people that neither saw | champion %s | challenger %s | difference |%n|---|---|---|---|%n"
            .formatted(champion, candidate.version()));
    for (Figure figure : FIGURES) {
      JsonNode both =
          comparison
              .map(found -> found.path("measures").path(figure.key()))
              .orElseGet(() -> freshNode(evidence, figure));
      page.append(
          "| %s | %s | %s | %s |%n"
              .formatted(
                  figure.label(),
                  written(both.path("a"), "%.4f"),
                  written(comparison.isPresent() ? both.path("b") : both, "%.4f"),
                  written(both.path("difference"), "%+.4f")));
    }
    if (comparison.isPresent() && !comparison.get().path("same_data").asBoolean(true)) {
      page.append("\nThe two were trained on different data.\n");
    }
  }

  private static JsonNode freshNode(Optional<JsonNode> evidence, Figure figure) {
    return evidence
        .map(found -> found.path("evidence").path("evaluation").path("model").path(figure.key()))
        .orElseGet(MissingNode::getInstance);
  }

  private static String written(JsonNode value, String format) {
    JsonNode number = value.isObject() ? value.path("value") : value;
    return number.isNumber() ? String.format(Locale.ROOT, format, number.doubleValue()) : "–";
  }

  private static void gates(StringBuilder page, JsonNode gates) {
    page.append("\n| gate | |\n|---|---|\n");
    for (JsonNode gate : gates) {
      page.append(
          "| %s | %s |%n"
              .formatted(
                  gate.path("passed").asBoolean(false) ? "passed" : "**failed**",
                  gate.path("sentence").asString("").replace("|", "\\|")));
    }
  }

  private static void facts(StringBuilder page, JsonNode evidence) {
    page.append("\nProposed by ")
        .append(evidence.path("proposed_as").asString("?"))
        .append(" · bundle `")
        .append(evidence.path("sha256").asString("?"))
        .append("` · evidence `")
        .append(evidence.path("evidence_sha256").asString("?"))
        .append("`\n");
  }
}
