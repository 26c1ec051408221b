package io.surety.delivery.stages;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Every stage of a delivery: the one list that the pipeline, the help and the tests go by. */
public enum StageName {
  TOOLS("tools", "Fetches the tools that the stages need, in versions with checksums."),
  VERIFY("verify", "Runs every check and test, and keeps the SBOM of the libraries."),
  IMAGES("images", "Builds the images; for aks also scans, pushes and signs them."),
  TRAIN("train", "Trains a candidate with the new image and keeps its evidence."),
  EVIDENCE("evidence", "Writes the evidence as a page: the candidate beside the champion."),
  APPROVE("approve", "Records who approved the candidate, and exports it."),
  DEPLOY("deploy", "Brings images and export into an environment."),
  SMOKE("smoke", "Scores the example record and compares the answer."),
  CANARY("canary", "Serves a share of the requests with the new version, and watches it."),
  PROMOTE("promote", "Makes the canary what everybody gets."),
  WITHDRAW("withdraw", "Takes the canary away."),
  ROLLBACK("rollback", "Goes back to what was deployed before."),
  INFRA_PLAN("infra-plan", "Plans the infrastructure of an environment."),
  INFRA_APPLY("infra-apply", "Applies exactly the plan that was read.");

  private final String written;
  private final String meaning;

  StageName(String written, String meaning) {
    this.written = written;
    this.meaning = meaning;
  }

  /** The stage that a person typed. */
  public static Optional<StageName> find(String written) {
    return Arrays.stream(values()).filter(stage -> stage.written.equals(written)).findFirst();
  }

  /** All stages as they are typed, in their order. */
  public static List<String> all() {
    return Arrays.stream(values()).map(StageName::toString).toList();
  }

  /** All stages and what they do, a line each. */
  public static String list() {
    return Arrays.stream(values())
        .map(stage -> "  %-12s %s".formatted(stage.written, stage.meaning))
        .collect(Collectors.joining("%n"));
  }

  /** As it is typed. */
  @Override
  public String toString() {
    return written;
  }
}
