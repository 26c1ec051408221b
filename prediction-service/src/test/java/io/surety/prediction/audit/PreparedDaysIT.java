package io.surety.prediction.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.prediction.TestedRegistry;
import io.surety.predictionlog.Retention;
import io.surety.testing.Eventually;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class PreparedDaysIT {

  @Test
  void haveTheirPlaceBeforeMidnightComes() {
    Clock beforeMidnight =
        Clock.fixed(Instant.parse("2030-12-31T23:59:59.999Z"), ZoneOffset.ofHours(9));
    try (TestedRegistry registry = new TestedRegistry();
        PreparedDays days = PreparedDays.of(registry.owner(), beforeMidnight)) {
      assertThat(days).isNotNull();
      Retention log = new Retention(registry.owner());
      Eventually.within(Duration.ofSeconds(20), "three days", () -> log.days().size() == 3);
      assertThat(log.days())
          .extracting(Retention.Day::day)
          .containsExactly(
              LocalDate.of(2030, 12, 31), LocalDate.of(2031, 1, 1), LocalDate.of(2031, 1, 2));
    }
  }
}
