package io.surety.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PacingTest {

  private static final long SECOND = 1_000_000_000L;

  private final Pacing pacing = new Pacing(200, 0);

  @Test
  void spreadsRequestsEvenly() {
    assertThat(LongStream.range(0, 5).map(_ -> pacing.next(0)))
        .containsExactly(0L, SECOND / 200, 2 * SECOND / 200, 3 * SECOND / 200, 4 * SECOND / 200);
  }

  @Test
  void leavesOutWhatASlowServiceCouldNotTake() {
    pacing.next(0);
    long now = 60 * SECOND;

    long overdue =
        LongStream.range(0, 1_000).map(_ -> pacing.next(now)).filter(due -> due < now).count();

    assertThat(overdue).as("half a second's requests at most").isEqualTo(100);
  }
}
