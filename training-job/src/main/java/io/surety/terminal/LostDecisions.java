package io.surety.terminal;

import io.surety.predictionlog.AsyncProcess;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;

/** Says which decisions are in no log, because a process logged behind its answers. */
final class LostDecisions {

  private LostDecisions() {}

  static void print(Console console, List<AsyncProcess> all) {
    if (all.isEmpty()) {
      return;
    }
    long least = all.stream().mapToLong(AsyncProcess::lostLeast).sum();
    long most = all.stream().mapToLong(AsyncProcess::lostMost).sum();
    console.print(
        "%s to %s that were answered are in no log, because surety.audit.mode was async."
            .formatted(Console.count(least), Console.count(most, "decision")));
    TextTable table =
        TextTable.of("HEARD OF LAST", "FROM", "AND THEN", ">LOST AT LEAST", ">AT MOST");
    for (AsyncProcess process : all) {
      table.row(
          Moments.minute(process.told()),
          process.address() == null ? "" : process.address(),
          ending(process),
          Console.count(process.lostLeast()),
          Console.count(process.lostMost()));
    }
    table.print(console);
  }

  private static String ending(AsyncProcess process) {
    Instant ended = process.ended();
    if (ended != null) {
      return "it ended in order";
    }
    return process.silent() ? "it ended without a word" : "it runs";
  }

  static void fill(ArrayNode array, List<AsyncProcess> all) {
    for (AsyncProcess process : all) {
      Instant ended = process.ended();
      array
          .addObject()
          .put("instance", process.instance().toString())
          .put("login", process.login())
          .put("address", process.address())
          .put("begun", process.begun().toString())
          .put("told", process.told().toString())
          .put("ended", ended == null ? null : ended.toString())
          .put("silent", process.silent())
          .put("taken", process.taken())
          .put("written", process.written())
          .put("lost_least", process.lostLeast())
          .put("lost_most", process.lostMost());
    }
  }
}
