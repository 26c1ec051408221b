package io.surety.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.drill.Timeline.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {

  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  private final List<Line> heard = new ArrayList<>();
  private final Timeline timeline = new Timeline(heard::add);

  @Test
  void countsFromTheBeginningOfTheDrift() {
    add(Milestone.HEALTHY, 0);
    add(Milestone.DRIFT_BEGINS, 5_000);
    add(Milestone.BREAKER_OPENS, 17_340);

    assertThat(heard).extracting(Line::sinceDrift).containsExactly("", "+0.0 s", "+12.3 s");
    assertThat(heard).extracting(Line::clock).containsExactly("12:00:00", "12:00:05", "12:00:17");
    assertThat(heard)
        .extracting(Line::what)
        .containsExactly("healthy", "drift begins", "breaker opens");
  }

  @Test
  void namesTheDecisionThatRecordedIt() {
    timeline.add(Happening.of(Milestone.CLOSED, NOON, "by surety watch.").by(7));

    assertThat(heard.getFirst().sentence()).isEqualTo("decision 7: by surety watch.");
  }

  @Test
  void measuresFromOneMilestoneToAnother() {
    add(Milestone.DRIFT_BEGINS, 0);
    add(Milestone.BREAKER_OPENS, 12_000);

    assertThat(timeline.between(Milestone.DRIFT_BEGINS, Milestone.BREAKER_OPENS))
        .contains(Duration.ofSeconds(12));
    assertThat(timeline.between(Milestone.BREAKER_OPENS, Milestone.CLOSED)).isEmpty();
  }

  private void add(Milestone what, long millis) {
    timeline.add(Happening.of(what, NOON.plusMillis(millis), "it happened."));
  }
}
