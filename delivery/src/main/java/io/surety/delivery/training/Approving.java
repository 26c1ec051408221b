package io.surety.delivery.training;

import io.surety.delivery.freight.Candidate;
import io.surety.delivery.freight.Decision;
import io.surety.delivery.freight.Export;
import io.surety.delivery.freight.Freight;
import io.surety.delivery.stages.Environment;
import io.surety.delivery.tools.Toolbox.Answer;
import io.surety.terminal.CommandFailed;
import io.surety.terminal.ExitCode;
import java.util.Optional;

/** Records a decision in the registry and brings the export of the version out. */
public record Approving(Desks desks, Freight freight) {

  private static final String INSIDE = "/tmp/export.zip";
  private static final String FILE = "export.zip";

  /** The candidate that a decision is about; one that failed a gate is refused here. */
  public Candidate candidate() {
    Candidate candidate = freight.require(Candidate.class);
    if (!candidate.gatesPassed()) {
      throw new CommandFailed(
          ExitCode.GATE_NOT_PASSED,
          "The candidate %s did not pass every gate, so the pipeline does not deliver it. Who means to override a gate does so by hand, with a reason: ./surety approve %s --override."
              .formatted(candidate.version(), candidate.version()));
    }
    return candidate;
  }

  /** Approves under the name of who approved, and leaves decision and export. */
  public Export approve(Environment environment, Decision decision) {
    try (Desk desk = desks.open(environment, Desks.Work.APPROVAL)) {
      require(
          desk.surety(
              "approve",
              decision.version(),
              "--by",
              decision.approvedBy(),
              "--reason",
              reason(decision)));
      require(desk.surety("export", decision.version(), "--out", INSIDE));
      desk.bring(INSIDE, freight.place(FILE));
    }
    freight.leave(decision);
    Export export = new Export(decision.version(), FILE, freight.sha256(FILE), Optional.empty());
    freight.leave(export);
    return export;
  }

  private static String reason(Decision decision) {
    String comment = decision.comment().isBlank() ? "approved" : decision.comment().strip();
    return decision.link().isBlank() ? comment : comment + " (" + decision.link() + ")";
  }

  private static void require(Answer answer) {
    if (!answer.ok()) {
      throw new CommandFailed(
          "The decision could not be recorded (exit code %d); the lines above say why."
              .formatted(answer.exit()));
    }
  }
}
