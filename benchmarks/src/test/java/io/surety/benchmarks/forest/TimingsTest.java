package io.surety.benchmarks.forest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TimingsTest {

  private final Timings timings = new Timings();

  TimingsTest() {
    for (Timed timed : Timed.values()) {
      put(timed, 900);
    }
  }

  @Test
  void meetsAMostThatIsNotExceeded() {
    put(Timed.OURS_ONE_ROW, 1_000);

    assertThat(goal("one row")).containsExactly("one row", "≤ 1 µs", "1.00 µs", "met");
  }

  @Test
  void missesAMostThatIs() {
    put(Timed.OURS_CONTRIBUTIONS, 20_010);

    assertThat(goal("contributions of one row"))
        .containsExactly("contributions of one row", "≤ 20 µs", "20.01 µs", "MISSED");
  }

  @Test
  void meetsALeastThatIsReached() {
    put(Timed.TRIBUO_ONE_ROW, 60 * 900);

    assertThat(goal("one row against Tribuo's predict"))
        .endsWith("≥ 60 times", "60.00 times", "met");
  }

  @Test
  void missesALeastThatIsNot() {
    put(Timed.OURS_BATCH, 500);
    put(Timed.INPLACE_BATCH, 999);

    assertThat(goal("10,000 rows against inplace_predict"))
        .endsWith("≥ 2 times", "2.00 times", "MISSED");
  }

  @Test
  void comparesTheRowsOfTwoThreadsTogetherWithThoseOfOne() {
    put(Timed.OURS_ONE_ROW, 900);
    put(Timed.OURS_TWO_THREADS, 1_000);

    assertThat(goal("two threads against one, single rows"))
        .endsWith("≥ 1.8 times", "1.80 times", "met");
  }

  private void put(Timed timed, double nanoseconds) {
    timings.put(timed, new Timings.Figure(nanoseconds, 1));
  }

  private List<String> goal(String what) {
    return timings.goals().rows().stream()
        .filter(row -> row.getFirst().equals(what))
        .findFirst()
        .orElseThrow();
  }
}
