package io.surety.watch.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LoadsOfLedgerTest {

  private static final Instant FIRST = Instant.parse("2026-05-04T02:00:00Z");
  private static final Instant SECOND = FIRST.plus(Duration.ofHours(24));

  private static final LoadsOfLedger LOADS =
      new LoadsOfLedger(new TreeSet<>(List.of(FIRST, SECOND)));

  @Test
  void growOldUntilNewerOnesCome() {
    assertThat(LOADS.greatestAge(SECOND.minus(Duration.ofHours(2)), SECOND.plusSeconds(3600)))
        .isEqualTo(24);
  }

  @Test
  void growOldUntilTheEndWhenNoneCome() {
    assertThat(LOADS.greatestAge(SECOND.plusSeconds(3600), SECOND.plusSeconds(7200))).isEqualTo(2);
  }

  @Test
  void areOldestAtTheEndWhereTheLastLoadLiesLongerBackThanTheOneBefore() {
    assertThat(LOADS.greatestAge(SECOND, SECOND.plus(Duration.ofHours(30)))).isEqualTo(30);
  }

  @Test
  void haveNoAgeBeforeTheFirst() {
    assertThat(LOADS.greatestAge(FIRST.minusSeconds(60), FIRST)).isNull();
    assertThat(LOADS.greatestAge(FIRST.minusSeconds(60), FIRST.plusSeconds(3600))).isEqualTo(1);
    assertThat(new LoadsOfLedger(new TreeSet<>(List.of())).greatestAge(FIRST, SECOND)).isNull();
  }

  @Test
  void tellTheNewestThatWasKnown() {
    assertThat(LOADS.newest(SECOND)).contains(SECOND);
    assertThat(LOADS.newest(SECOND.minusSeconds(1))).contains(FIRST);
    assertThat(LOADS.newest(FIRST.minusSeconds(1))).isEmpty();
  }
}
