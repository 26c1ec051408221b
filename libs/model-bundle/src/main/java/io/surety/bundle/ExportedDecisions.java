package io.surety.bundle;

import java.util.List;

/** What {@code decisions.json} holds: every decision about the version, oldest first. */
record ExportedDecisions(List<ExportedDecision> decisions) {

  ExportedDecisions {
    decisions = List.copyOf(decisions);
  }
}
