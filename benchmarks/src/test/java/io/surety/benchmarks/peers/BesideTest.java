package io.surety.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.benchmarks.load.LoadOutcome;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BesideTest {

  private static final int TAIL = 1_000;

  @Test
  void comparesRoundByRoundAndTakesTheRoundInTheMiddle() {
    Seen ours = seen("ours", turn(900, TAIL, 10), turn(1_200, TAIL, 10), turn(2_000, TAIL, 10));
    Seen theirs =
        seen("theirs", turn(100, 2 * TAIL, 80), turn(100, 2 * TAIL, 80), turn(100, 2 * TAIL, 80));

    assertThat(row(theirs, ours))
        .containsExactly(
            "theirs", "12.0 times", "9.0 to 20.0", "8.0 times", "0.50 of theirs", "met");
  }

  @Test
  void missesLessThanTenTimesTheirRate() {
    assertThat(row(seen("theirs", turn(100, 2 * TAIL, 80)), seen("ours", turn(999, TAIL, 10))))
        .endsWith("MISSED");
  }

  @Test
  void missesATailThatIsNoShorter() {
    assertThat(row(seen("theirs", turn(100, TAIL, 80)), seen("ours", turn(1_000, TAIL, 10))))
        .endsWith("1.00 of theirs", "MISSED");
  }

  @Test
  void saysNothingOfProcessorTimeThatIsUntold() {
    assertThat(
            row(
                seen("theirs", turn(100, 2 * TAIL, Double.NaN)),
                seen("ours", turn(1_000, TAIL, Double.NaN))))
        .contains("–")
        .endsWith("met");
  }

  private static List<String> row(Seen theirs, Seen ours) {
    return Beside.table(List.of(new Beside(theirs, ours))).rows().getFirst();
  }

  private static Seen seen(String words, Turn... turns) {
    return new Seen(words, Arrays.asList(turns));
  }

  private static Turn turn(long perSecond, double p99, double cpuMicros) {
    return new Turn(
        new LoadOutcome(perSecond, 1, perSecond, 0, 0, 0, 0, p99, p99, p99), cpuMicros, 100);
  }
}
