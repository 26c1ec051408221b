package io.surety.bundle;

import java.util.List;

/**
 * The rules of deciding, once more: what a registry would not have recorded is not believed of an
 * export either, so that a process without a database is as strict as one with it.
 */
final class ExportRules {

  private ExportRules() {}

  static void require(ModelExport export) {
    String evidence = Sha256.of(export.evidenceBytes());
    for (ExportedDecision decision : export.decisions()) {
      if (!decision.bundleSha256().equals(export.bundle().sha256())) {
        throw new UnreadableBundle(
            "The export's decision %d is about another bundle than the one in it."
                .formatted(decision.id()));
      }
      if (!decision.evidenceSha256().equals(evidence)) {
        throw new UnreadableBundle(
            "The export's decision %d was taken on other evidence than is in it."
                .formatted(decision.id()));
      }
    }
    List<ExportedDecision> verdicts =
        export.decisions().stream().filter(ExportedDecision::decides).toList();
    if (verdicts.size() > 1) {
      throw new UnreadableBundle(
          "The export's version was decided %d times, and a version is decided once."
              .formatted(verdicts.size()));
    }
    export.approval().ifPresent(approval -> requireFair(export.manifest(), approval));
  }

  private static void requireFair(ExportManifest version, ExportedDecision approval) {
    if (approval.decidedBy().equals(version.proposedBy())) {
      throw new UnreadableBundle(
          "The export's version was approved by the login %s, which proposed it."
              .formatted(approval.decidedBy()));
    }
    if (PlainName.of(approval.claimedBy()).equals(PlainName.of(version.proposedAs()))) {
      throw new UnreadableBundle(
          "The export's version was approved by \"%s\", who proposed it."
              .formatted(approval.claimedBy()));
    }
    if (!version.gatesPassed() && approval.overrideReason() == null) {
      throw new UnreadableBundle(
          "The export's version failed a gate, and its approval does not say why that shall not"
              + " matter.");
    }
  }
}
