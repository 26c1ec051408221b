package io.surety.terminal;

import io.surety.drill.Answers;
import io.surety.drill.Answers.Said;
import io.surety.drill.Happening;
import io.surety.drill.Milestone;
import io.surety.drill.Speaker;
import io.surety.drill.Timeline;
import io.surety.runs.Run;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A drill in figures, at its end. */
record DrillReport(Timeline timeline, Answers answers) {

  private static final int WHAT_WIDTH = 18;
  private static final int INDENT = 2 + 8 + 2 + 9 + 2 + WHAT_WIDTH + 2;

  /** One line of the timeline as people read it. */
  static List<String> lines(Timeline.Line line, Console console) {
    List<String> sentence = console.wrapped(line.sentence(), INDENT);
    String first =
        String.format(
            Locale.ROOT,
            "  %8s  %9s  %-" + WHAT_WIDTH + "s  %s",
            line.clock(),
            line.sinceDrift(),
            line.what(),
            sentence.getFirst());
    return Stream.concat(
            Stream.of(first), sentence.stream().skip(1).map(rest -> " ".repeat(INDENT) + rest))
        .toList();
  }

  private Optional<Double> figure(Milestone what, String name) {
    return timeline.find(what).map(found -> found.figures().get(name));
  }

  /** The time in which it was noticed that the applicants are others. */
  private Optional<Duration> detection() {
    return timeline.between(Milestone.DRIFT_BEGINS, Milestone.BREAKER_OPENS);
  }

  /** The time in which another version or the policy answered. */
  private Optional<Duration> repair() {
    return timeline.between(Milestone.BREAKER_OPENS, Milestone.NEW_VERSION_SERVES);
  }

  /** The figures at the end, in lines. */
  List<String> summary() {
    return List.of(
        "Detected  "
            + detection()
                .map(time ->
                    "%s and %s after the drift began"
                        .formatted(
                            seconds(time),
                            Console.count(
                                figure(Milestone.BREAKER_OPENS, "drifted_answers")
                                    .orElse(0.0)
                                    .longValue(),
                                "drifted answer")))
                .orElse("never"),
        "Replaced  "
            + figure(Milestone.FALLBACK_SERVES, "seconds_after_opening")
                .map(after -> String.format(Locale.ROOT, "%.1f s after the breaker opened", after))
                .orElse("never"),
        "Repaired  "
            + repair().map(time -> seconds(time) + " after the breaker opened").orElse("not yet"),
        "Answered  "
            + answers.bySpeaker().entrySet().stream()
                .map(each ->
                    "%s by %s".formatted(Console.count(each.getValue().answers()), each.getKey()))
                .collect(Collectors.joining(", ")),
        "Failed    "
            + Console.count(answers.failed())
            + answers.firstFailure().map(first -> ", first: " + first).orElse(""));
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
  }

  /** Notes the figures in the run log. */
  void note(Run run) {
    run.count("answers", answers.answered());
    run.count("failed", answers.failed());
    detection().ifPresent(time -> run.metric("detection_seconds", time.toMillis() / 1e3));
    figure(Milestone.BREAKER_OPENS, "drifted_answers")
        .ifPresent(rows -> run.metric("detection_answers", rows));
    repair().ifPresent(time -> run.metric("repair_seconds", time.toMillis() / 1e3));
  }

  /**
   * Everything, for programs.
   *
   * @param problem why it ended early; empty when it did not
   */
  String json(Optional<String> problem, List<String> leftBehind) {
    ObjectNode object = Evidence.JSON.createObjectNode();
    object.put("outcome", problem.isEmpty() && answers.failed() == 0 ? "passed" : "failed");
    object.put("problem", problem.orElse(null));
    ArrayNode told = object.putArray("timeline");
    for (Happening each : timeline.all()) {
      ObjectNode entry =
          told.addObject().put("what", each.what().written()).put("at", each.at().toString());
      entry.put(
          "seconds_since_drift",
          timeline.sinceDrift(each.at()).map(since -> since.toMillis() / 1e3).orElse(null));
      entry.put("decision", each.decision());
      entry.put("sentence", each.sentence());
      ObjectNode figures = entry.putObject("figures");
      each.figures().forEach(figures::put);
    }
    ObjectNode summary = object.putObject("summary");
    summary.put(
        "detection_answers",
        figure(Milestone.BREAKER_OPENS, "drifted_answers").map(Double::longValue).orElse(null));
    summary.put("detection_seconds", detection().map(time -> time.toMillis() / 1e3).orElse(null));
    summary.put(
        "replaced_after_seconds",
        figure(Milestone.FALLBACK_SERVES, "seconds_after_opening").orElse(null));
    summary.put("repair_seconds", repair().map(time -> time.toMillis() / 1e3).orElse(null));
    summary.put("answered", answers.answered());
    summary.put("failed", answers.failed());
    summary.put("first_failure", answers.firstFailure().orElse(null));
    ArrayNode by = summary.putArray("answered_by");
    answers.bySpeaker().forEach((speaker, said) -> fill(by.addObject(), speaker, said));
    ArrayNode left = object.putArray("left_behind");
    leftBehind.forEach(left::add);
    return object.toPrettyString();
  }

  private static void fill(ObjectNode entry, Speaker speaker, Said said) {
    entry.put("model", speaker.model());
    entry.put("version", speaker.version());
    entry.put("fallback_for", speaker.instead());
    entry.put("policy", speaker.policy());
    entry.put("answers", said.answers());
    entry.put("first", said.first().toString());
    entry.put("last", said.last().toString());
  }
}
