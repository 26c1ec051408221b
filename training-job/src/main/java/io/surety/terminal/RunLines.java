package io.surety.terminal;

import io.surety.runs.RunRecord;
import io.surety.runs.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** How runs are shown, to people and to programs. */
final class RunLines {

  private static final int LABEL = 20;
  private static final int LONGEST_MESSAGE = 60;

  private RunLines() {}

  static TextTable table(List<RunRecord> runs, Instant now) {
    TextTable table = TextTable.of(">RUN", "KIND", "KEY", "STATE", "STARTED", ">TOOK", "RESULT");
    for (RunRecord run : runs) {
      table.row(
          Integer.toString(run.id()),
          run.kind(),
          run.key().orElse(""),
          run.state().words(),
          Moments.minute(run.started()),
          took(run, now),
          shortened(run.message()));
    }
    return table;
  }

  static void print(RunRecord run, Console console, Instant now) {
    console.print(console.bold("run " + run.id()) + "  " + run.kind() + ", " + state(run, console));
    console.print("");
    run.key().ifPresent(key -> line(console, "key", key + ", attempt " + run.attempt()));
    line(console, "started", Moments.minute(run.started()) + " by " + run.startedBy());
    run.ended().ifPresent(ended -> line(console, "ended", Moments.minute(ended)));
    line(console, "took", took(run, now));
    if (!run.message().isEmpty()) {
      line(console, "result", run.message());
    }
    line(console, "code", run.code());
    line(console, "id everywhere", run.uuid().toString());
    run.mlflow()
        .ifPresentOrElse(
            logged -> line(console, "MLflow", logged.server() + ", run " + logged.runId()),
            () ->
                run.experiment()
                    .ifPresent(name -> line(console, "MLflow", "not yet logged, to " + name)));
    section(console, "Parameters", run.parameters());
    section(console, "Hashes", run.hashes());
    section(console, "Metrics", run.metrics());
  }

  static ObjectNode json(RunRecord run) {
    ObjectNode object = Evidence.JSON.createObjectNode();
    object.put("run", run.id());
    object.put("uuid", run.uuid().toString());
    object.put("kind", run.kind());
    object.put("key", run.key().orElse(null));
    object.put("attempt", run.attempt());
    object.put("state", run.state().wireName());
    object.put("started_at", run.started().toString());
    object.put("started_by", run.startedBy());
    object.put("ended_at", run.ended().map(Instant::toString).orElse(null));
    object.put("message", run.message());
    object.put("code_version", run.code());
    run.parameters().forEach(object.putObject("parameters")::put);
    run.hashes().forEach(object.putObject("hashes")::put);
    run.metrics().forEach(object.putObject("metrics")::put);
    object.put("mlflow_experiment", run.experiment().orElse(null));
    object.put("mlflow_run", run.mlflow().map(RunRecord.Logged::runId).orElse(null));
    return object;
  }

  private static String state(RunRecord run, Console console) {
    String words = run.state().words();
    return switch (run.state()) {
      case DONE -> console.good(words);
      case FAILED, BROKEN_OFF -> console.bad(words);
      case RUNNING -> words;
    };
  }

  /** Nobody saw when a process went. */
  private static String took(RunRecord run, Instant now) {
    if (run.state() == RunState.BROKEN_OFF) {
      return Figures.UNKNOWN;
    }
    Duration taken = run.duration(now);
    return taken.toMinutes() == 0
        ? String.format(Locale.ROOT, "%.1f s", taken.toMillis() / 1e3)
        : String.format(Locale.ROOT, "%,d min %02d s", taken.toMinutes(), taken.toSecondsPart());
  }

  private static String shortened(String message) {
    return message.length() <= LONGEST_MESSAGE
        ? message
        : message.substring(0, LONGEST_MESSAGE - 1).stripTrailing() + "…";
  }

  private static void section(Console console, String title, Map<String, ?> values) {
    if (!values.isEmpty()) {
      console.print("");
      console.print(console.bold(title));
      values.forEach((name, value) -> line(console, name, String.valueOf(value)));
    }
  }

  private static void line(Console console, String label, String value) {
    console.print(String.format(Locale.ROOT, "  %-" + LABEL + "s %s", label, value));
  }
}
