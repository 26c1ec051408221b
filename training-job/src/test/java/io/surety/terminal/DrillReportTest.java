package io.surety.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.drill.Answers;
import io.surety.drill.Happening;
import io.surety.drill.Milestone;
import io.surety.drill.Timeline;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What people and programs read of a drill. */
class DrillReportTest {

  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  private final Console console =
      Console.plain(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()));
  private final List<String> printed = new ArrayList<>();
  private final Timeline timeline =
      new Timeline(line -> printed.addAll(DrillReport.lines(line, console)));
  private final DrillReport report = new DrillReport(timeline, new Answers());

  @Test
  void printsClockSecondsAndWhatHappenedInColumns() {
    drill();

    assertThat(printed)
        .containsExactly(
            "  12:00:00     +0.0 s  drift begins        others come.",
            "  12:00:24    +24.9 s  breaker opens       decision 3: by surety watch.",
            "  12:00:25    +25.1 s  fallback serves     loan-risk/1 answers.",
            "  12:01:00    +60.0 s  new version serves  loan-risk/2 answers.");
  }

  @Test
  void breaksLongSentencesBetweenWords() {
    timeline.add(Happening.of(Milestone.HEALTHY, NOON, "all is well ".repeat(20).strip()));

    assertThat(printed)
        .hasSizeGreaterThan(2)
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(101));
    assertThat(printed.get(1)).matches(" {43}\\S.*");
  }

  @Test
  void sumsUpHowLongItTookToNoticeToReplaceAndToRepair() {
    drill();

    assertThat(report.summary())
        .startsWith(
            "Detected  24.9 s and 4,970 drifted answers after the drift began",
            "Replaced  0.2 s after the breaker opened",
            "Repaired  35.1 s after the breaker opened")
        .endsWith("Failed    0");
  }

  @Test
  void saysWhatDidNotCome() {
    timeline.add(Happening.of(Milestone.DRIFT_BEGINS, NOON, "others come."));

    assertThat(report.summary())
        .startsWith("Detected  never", "Replaced  never", "Repaired  not yet");
  }

  @Test
  void tellsProgramsEverything() {
    drill();

    JsonNode json = Evidence.JSON.readTree(report.json(Optional.empty(), List.of("loans.")));

    assertThat(json.path("outcome").asString()).isEqualTo("passed");
    assertThat(json.path("problem").isNull()).isTrue();
    assertThat(json.at("/timeline/1/what").asString()).isEqualTo("breaker_opens");
    assertThat(json.at("/timeline/1/decision").asInt()).isEqualTo(3);
    assertThat(json.at("/timeline/1/seconds_since_drift").asDouble()).isEqualTo(24.9);
    assertThat(json.at("/timeline/1/figures/drifted_answers").asInt()).isEqualTo(4_970);
    assertThat(json.at("/summary/repair_seconds").asDouble()).isEqualTo(35.1);
    assertThat(json.at("/left_behind/0").asString()).isEqualTo("loans.");
    JsonNode early =
        Evidence.JSON.readTree(report.json(Optional.of("It did not come."), List.of()));
    assertThat(early.path("outcome").asString()).isEqualTo("failed");
    assertThat(early.path("problem").asString()).isEqualTo("It did not come.");
  }

  private void drill() {
    timeline.add(Happening.of(Milestone.DRIFT_BEGINS, NOON, "others come."));
    timeline.add(
        Happening.of(Milestone.BREAKER_OPENS, NOON.plusMillis(24_900), "by surety watch.")
            .by(3)
            .with("drifted_answers", 4_970));
    timeline.add(
        Happening.of(Milestone.FALLBACK_SERVES, NOON.plusMillis(25_100), "loan-risk/1 answers.")
            .with("seconds_after_opening", 0.2));
    timeline.add(
        Happening.of(Milestone.NEW_VERSION_SERVES, NOON.plusSeconds(60), "loan-risk/2 answers."));
  }
}
