package io.surety.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class WireDateTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2022-03-08T23:59:00Z"), ZoneOffset.UTC);

  @Test
  void readsADateUpToAYearAhead() {
    assertThat(WireDate.parse("as_of", "0001-01-01", CLOCK)).isEqualTo(LocalDate.of(1, 1, 1));
    assertThat(WireDate.parse("as_of", "2023-03-09", CLOCK)).isEqualTo(LocalDate.of(2023, 3, 9));
  }

  @Test
  void refusesADateFurtherAhead() {
    for (String date : new String[] {"2023-03-10", "9999-12-31"}) {
      assertThatThrownBy(() -> WireDate.parse("as_of", date, CLOCK))
          .isInstanceOf(MalformedRequest.class)
          .hasMessage(
              "as_of: %s is too far ahead; the latest date that is answered is 2023-03-09.", date);
    }
  }
}
