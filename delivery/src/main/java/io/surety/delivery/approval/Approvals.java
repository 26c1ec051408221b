package io.surety.delivery.approval;

import io.surety.terminal.CommandFailed;
import java.util.List;

/** Where approvals are given. */
@FunctionalInterface
public interface Approvals {

  /**
   * Who let something pass.
   *
   * @param approver the person who approved
   * @param comment what they said
   * @param link where the record is
   * @param starters who started the run that waited
   */
  record Given(Person approver, String comment, String link, List<Person> starters) {

    public Given {
      starters = List.copyOf(starters);
    }

    /** Refuses an approval by whoever started the run. */
    public Given requireAnother() {
      if (starters.stream().anyMatch(approver::is)) {
        throw new CommandFailed(
            "%s started this run and approved it too: somebody else has to approve, or to start it."
                .formatted(approver.name()));
      }
      return this;
    }
  }

  /** The approval that the current run waited for; refused in a sentence when there is none. */
  Given read();
}
