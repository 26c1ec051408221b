package io.surety.report;

import io.surety.runs.RunRecord;
import io.surety.runs.RunState;
import java.util.List;
import java.util.Optional;

/**
 * What is done again and again, such as a check of consistency, by a schedule or by hand.
 *
 * @param name as people call it
 * @param lastDone the newest run that did what was asked, however long ago
 * @param runs that began in the time that is told about, the oldest first
 */
public record Work(String name, Optional<RunRecord> lastDone, List<RunRecord> runs) {

  public Work {
    runs = List.copyOf(runs);
  }

  /** The newest run, when it ended and did not do what was asked. */
  Optional<RunRecord> failure() {
    return runs.isEmpty()
        ? Optional.empty()
        : Optional.of(runs.getLast())
            .filter(run -> run.state() == RunState.FAILED || run.state() == RunState.BROKEN_OFF);
  }

  long undone() {
    return runs.stream()
        .filter(run -> run.state() == RunState.FAILED || run.state() == RunState.BROKEN_OFF)
        .count();
  }
}
