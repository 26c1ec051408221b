package io.surety.delivery.approval;

import io.surety.delivery.freight.Freight;
import io.surety.terminal.CommandFailed;
import io.surety.terminal.ExitCode;
import java.util.List;
import java.util.Optional;

/**
 * The approval of a machine on which nobody signs in: a name that was typed, for the stage or for
 * the rehearsal. It is a claim, and the registry records it as one.
 *
 * @param typed the name given with {@code --by}
 * @param starter who runs the stage
 */
public record TypedApproval(Freight freight, Optional<String> typed, String starter)
    implements Approvals {

  /**
   * What a rehearsal was answered.
   *
   * @param approver the name that was typed
   * @param startedBy who started the rehearsal
   */
  public record Approval(String approver, String startedBy) {}

  @Override
  public Given read() {
    if (typed.isPresent()) {
      return given(typed.get(), starter);
    }
    Approval approval =
        freight
            .find(Approval.class)
            .orElseThrow(() ->
                new CommandFailed(
                    ExitCode.WRONG_USAGE,
                    "Nobody approved this: say who with --by NAME, or let ./surety rehearse ask."));
    return given(approval.approver(), approval.startedBy());
  }

  private static Given given(String approver, String starter) {
    return new Given(new Person("", approver, ""), "", "", List.of(new Person("", starter, "")));
  }
}
