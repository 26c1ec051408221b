package io.surety.terminal;

import io.surety.runs.Begun;
import io.surety.runs.Run;
import io.surety.runs.RunRecord;
import io.surety.runs.RunState;
import java.util.Map;
import java.util.Optional;

/**
 * One drill at a time on a database: drills are numbered, and one that has not ended well is tried
 * again under its number, so that of two who begin at once one finds the other under way.
 */
final class DrillTurn {

  static final String KIND = "drill";

  private static final String KEY = "drill ";

  private final Recorder recorder;

  DrillTurn(Recorder recorder) {
    this.recorder = recorder;
  }

  /** Refuses while another is under way, before anything is looked at that it changes. */
  void requireFree() {
    last()
        .filter(run -> run.state() == RunState.RUNNING)
        .ifPresent(other -> {
          throw underway(other);
        });
  }

  private Optional<RunRecord> last() {
    return recorder.log().newest(Optional.of(KIND), 1).stream().findFirst();
  }

  private static CommandFailed underway(RunRecord other) {
    return new CommandFailed(
        "Run %d drills on this database since %s, and one drill at a time is told from its own drift; wait for its end."
            .formatted(other.id(), Moments.minute(other.started())));
  }

  /** Has a drill done as a run, unless another is under way. */
  int take(Map<String, String> parameters, Recorder.Work<Integer> drill) {
    String key = KEY + number();
    Begun begun = recorder.log().begin(recorder.plan(KIND).withKey(key).withParameters(parameters));
    return switch (begun) {
      case Begun.Started(Run run) -> recorder.carryOut(run, drill);
      case Begun.Underway(RunRecord other) -> throw underway(other);
      case Begun.AlreadyDone(RunRecord other) ->
          throw new CommandFailed(
              "Run %d was a drill that began and ended at this moment; begin again."
                  .formatted(other.id()));
    };
  }

  private int number() {
    Optional<RunRecord> last = last();
    int before =
        last.flatMap(RunRecord::key)
            .map(key -> Integer.parseInt(key.substring(KEY.length())))
            .orElse(0);
    return last.filter(run -> run.state() != RunState.DONE).isPresent() ? before : before + 1;
  }
}
