package io.surety.watch.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PeriodTest {

  private static final Instant WEDNESDAY = Instant.parse("2026-05-06T10:20:30Z");

  @Test
  void isTwelveWeeksFromAMondayWhenNothingIsSaid() {
    Period usual = Period.lastWeeks(WEDNESDAY);

    assertThat(usual.since()).isEqualTo("2026-02-16T00:00:00Z");
    assertThat(usual.weeks())
        .hasSize(Period.USUAL_WEEKS)
        .startsWith(usual.since())
        .endsWith(Instant.parse("2026-05-04T00:00:00Z"));
    assertThat(usual.slot()).isEqualTo(Duration.ofDays(1));
    assertThat(usual.slots()).hasSize(80).startsWith(usual.since());
  }

  @Test
  void isToldByTheHourWhenItIsAMatterOfDays() {
    Period day = new Period(WEDNESDAY.minus(Duration.ofDays(1)), WEDNESDAY);

    assertThat(day.slots())
        .hasSize(25)
        .startsWith(Instant.parse("2026-05-05T10:00:00Z"))
        .endsWith(Instant.parse("2026-05-06T10:00:00Z"));
    assertThat(day.weeks()).containsExactly(Instant.parse("2026-05-04T00:00:00Z"));
  }

  @Test
  void refusesATimeThatIsNoneAndOneThatIsTooLong() {
    assertThatThrownBy(() -> new Period(WEDNESDAY, WEDNESDAY)).hasMessageContaining("not before");
    assertThatThrownBy(() -> new Period(WEDNESDAY.minus(Duration.ofDays(401)), WEDNESDAY))
        .hasMessageContaining("400 days at most");
  }
}
