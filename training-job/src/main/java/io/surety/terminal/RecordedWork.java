package io.surety.terminal;

import io.surety.report.Work;
import io.surety.runs.RunLog;
import io.surety.runs.RunRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the run log says was done when. A step of a cycle and the command of its name are the same
 * work, whoever began it.
 */
final class RecordedWork {

  private static final int MOST_RUNS = 10_000;
  private static final String STEP = Cycle.KIND + "-";

  /** A cycle, its steps in their order, and what else there is by name. */
  private static final Comparator<String> ORDER =
      Comparator.comparingInt(RecordedWork::place).thenComparing(Comparator.naturalOrder());

  private RecordedWork() {}

  static List<Work> since(RunLog log, Instant since) {
    Map<String, List<RunRecord>> runs = new TreeMap<>(ORDER);
    Map<String, RunRecord> done = new TreeMap<>();
    for (RunRecord run : log.lastDone()) {
      runs.putIfAbsent(name(run), new ArrayList<>());
      done.merge(name(run), run, (one, other) -> one.id() > other.id() ? one : other);
    }
    for (RunRecord run : log.since(since, MOST_RUNS)) {
      runs.computeIfAbsent(name(run), _ -> new ArrayList<>()).add(run);
    }
    List<Work> work = new ArrayList<>();
    runs.forEach((name, its) -> work.add(new Work(name, Optional.ofNullable(done.get(name)), its)));
    return work;
  }

  private static String name(RunRecord run) {
    return run.kind().startsWith(STEP) ? run.kind().substring(STEP.length()) : run.kind();
  }

  private static int place(String name) {
    if (name.equals(Cycle.KIND)) {
      return 0;
    }
    for (CycleStep step : CycleStep.values()) {
      if (step.typed().equals(name)) {
        return 1 + step.ordinal();
      }
    }
    return Integer.MAX_VALUE;
  }

  static void fill(ArrayNode array, List<Work> all) {
    for (Work work : all) {
      ObjectNode object = array.addObject().put("name", work.name());
      work.lastDone()
          .ifPresentOrElse(
              run -> fill(object.putObject("last_done"), run), () -> object.putNull("last_done"));
      ArrayNode runs = object.putArray("runs");
      work.runs().forEach(run -> fill(runs.addObject(), run));
    }
  }

  private static void fill(ObjectNode object, RunRecord run) {
    object
        .put("id", run.id())
        .put("state", run.state().wireName())
        .put("started", run.started().toString())
        .put("ended", run.ended().map(Object::toString).orElse(null));
  }
}
