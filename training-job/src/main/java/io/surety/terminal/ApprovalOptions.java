package io.surety.terminal;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** An approval that somebody gives before the candidate is there. */
public final class ApprovalOptions {

  @Option(
      names = "--approve-as",
      paramLabel = "NAME",
      description = "Approves and promotes the new version in your name.")
  private @Nullable String approveAs;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why you approve, for those who read it later.")
  private @Nullable String reason;

  @Option(names = "--override", description = "Approves although a gate was not passed.")
  private boolean override;

  /** The approval; empty when nobody gives one. */
  public Optional<Approval> approval() {
    String name = approveAs;
    String why = reason;
    if (name == null && (why != null || override)) {
      throw new CommandFailed(
          ExitCode.WRONG_USAGE,
          "--reason and --override belong to an approval: add --approve-as NAME.");
    }
    if (name == null) {
      return Optional.empty();
    }
    if (name.isBlank() || why == null || why.isBlank()) {
      throw new CommandFailed(
          ExitCode.WRONG_USAGE, "An approval is recorded with a reason: add --reason TEXT.");
    }
    return Optional.of(new Approval(name.strip(), why.strip(), override));
  }
}
