package io.surety.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A game day on a system that runs, through its doors alone. */
class DrillIT {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration STEP = Duration.ofMinutes(2);

  @TempDir Path folder;

  @Test
  void goesFromTheDriftToANewVersionThatAnswersAndFailsNoRequest() throws Exception {
    int port = freePort();
    String data = folder.resolve("data").toString();
    try (RunningCommand up =
        RunningCommand.start(
            "up",
            "--users",
            "2000",
            "--watch-every",
            "PT2S",
            "--data-dir",
            data,
            "--port",
            "" + port,
            "--feature-port",
            "" + freePort())) {
      up.awaitLine("Ctrl-C stops it", START);
      String[] on = {"--data-dir", data, "--url", "http://127.0.0.1:" + port, "--within", "2m"};

      tellsWhatItLeavesBehindWhenItIsBrokenOff(on);

      try (RunningCommand drill =
          RunningCommand.start(
              drill(
                  on,
                  "--approve-as",
                  "Risk Officer",
                  "--reason",
                  "game day",
                  "--override",
                  "--rate",
                  "300",
                  "--seed",
                  "7",
                  "--json"))) {
        drill.awaitLine("  healthy  ", STEP);
        refusesASecondDrill(on);
        RunningCommand.Ended ended = drill.end(Duration.ofMinutes(4));

        assertThat(ended.exitCode()).as(ended.output()).isZero();
        assertThat(ended.output())
            .contains("A drill on loan-risk/1 at http://127.0.0.1:" + port)
            .contains("loan-risk/2 as champion; ./surety rollback");
        holdsTo(JSON.readTree(json(ended.output())));
      }
    }
  }

  private static void tellsWhatItLeavesBehindWhenItIsBrokenOff(String... on) throws Exception {
    try (RunningCommand drill = RunningCommand.start(drill(on, "--rate", "5"))) {
      drill.awaitLine("the watch to find that all is well", STEP);
      drill.interrupt();
      RunningCommand.Ended ended = drill.end(Duration.ofSeconds(60));
      assertThat(ended.exitCode()).isEqualTo(130);
      assertThat(ended.output())
          .contains("The drill leaves nothing behind but its requests in the log.");
    }
  }

  private static void refusesASecondDrill(String... on) throws Exception {
    RunningCommand.Ended refused = RunningCommand.run(drill(on));
    assertThat(refused.exitCode()).as(refused.output()).isEqualTo(1);
    assertThat(refused.output()).contains("drills on this database since");
  }

  private static void holdsTo(JsonNode told) {
    assertThat(told.path("outcome").asString()).isEqualTo("passed");
    List<JsonNode> timeline =
        StreamSupport.stream(told.path("timeline").spliterator(), false).toList();
    assertThat(timeline)
        .extracting(each -> each.path("what").asString())
        .containsExactly(
            "healthy",
            "drift_begins",
            "breaker_opens",
            "fallback_serves",
            "outcomes_known",
            "candidate_trained",
            "approved",
            "half_open",
            "closed",
            "new_version_serves");
    assertThat(timeline).extracting(each -> each.path("at").asString()).isSorted();
    assertThat(timeline)
        .filteredOn(each -> each.path("decision").isNumber())
        .extracting(each -> each.path("decision").asInt())
        .isSorted()
        .hasSize(4);
    assertThat(timeline.get(2).path("sentence").asString()).contains("by surety watch");
    assertThat(timeline.get(2).at("/figures/value").asDouble())
        .isGreaterThan(timeline.get(2).at("/figures/cut").asDouble());
    assertThat(timeline.get(8).at("/figures/trial_answers").asInt()).isGreaterThanOrEqualTo(500);

    JsonNode summary = told.path("summary");
    assertThat(summary.path("failed").asInt()).isZero();
    assertThat(summary.path("detection_answers").asInt()).isPositive();
    assertThat(summary.path("replaced_after_seconds").asDouble()).isBetween(0.0, 5.0);
    assertThat(speakers(summary))
        .containsSubsequence("loan-risk/1", "refer for 1", "refer for 2", "loan-risk/2");
  }

  /** In the order in which they first answered. */
  private static List<String> speakers(JsonNode summary) {
    return StreamSupport.stream(summary.path("answered_by").spliterator(), false)
        .map(each ->
            each.path("policy").isNull()
                ? each.path("model").asString() + "/" + each.path("version").asInt()
                : each.path("policy").asString() + " for " + each.path("version").asInt())
        .toList();
  }

  /** What is printed between the braces that stand alone. */
  private static String json(String output) {
    return output
        .lines()
        .dropWhile(line -> !line.equals("{"))
        .takeWhile(line -> !line.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  private static String[] drill(String[] on, String... more) {
    List<String> typed = new ArrayList<>(List.of("drill"));
    Stream.of(on, more).flatMap(Stream::of).forEach(typed::add);
    return typed.toArray(String[]::new);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
