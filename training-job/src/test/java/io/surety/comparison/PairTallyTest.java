package io.surety.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.bundle.Decision;
import io.surety.predictionlog.ScoredTwice.Pair;
import io.surety.predictionlog.ScoredTwice.Side;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PairTallyTest {

  @Test
  void hasNothingToSayOfNothing() {
    assertThat(new PairTally().result()).isEmpty();
  }

  @Test
  void saysTheSameInWhateverOrderTheyComeAndKeepsABoundedPart() {
    List<Pair> pairs = pairs(5_000);
    SideBySide once = compared(pairs, 1_000);
    Collections.shuffle(pairs, new Random(5));
    SideBySide again = compared(pairs, 1_000);

    assertThat(again).isEqualTo(once);
    assertThat(once.requests()).isEqualTo(5_000);
    assertThat(once.measured()).isBetween(400, 1_000);
    assertThat(once.realised().orElseThrow().loans()).isEqualTo(2_500);
  }

  @Test
  void measuresAllWhileTheyAreFewAndNamesTheFarthestApart() {
    List<Pair> pairs = pairs(300);
    SideBySide all = compared(pairs, 300);

    assertThat(all.measured()).isEqualTo(300);
    assertThat(all.largest())
        .isEqualTo(
            pairs.stream()
                .sorted((one, other) ->
                    Double.compare(
                        Math.abs(other.b().probability() - other.a().probability()),
                        Math.abs(one.b().probability() - one.a().probability())))
                .limit(10)
                .toList());
    assertThat(all.alike())
        .isEqualTo(
            pairs.stream().filter(each -> each.a().decision() == each.b().decision()).count());
  }

  private static SideBySide compared(List<Pair> pairs, int most) {
    PairTally tally = new PairTally(most);
    pairs.forEach(tally);
    return tally.result().orElseThrow();
  }

  private static List<Pair> pairs(int count) {
    SplittableRandom random = new SplittableRandom(11);
    List<Pair> pairs = new ArrayList<>();
    for (int at = 0; at < count; at++) {
      UUID request = new UUID((long) at << 16 | 0x7000, 0x8000_0000_0000_0000L | at);
      pairs.add(
          new Pair(
              request,
              null,
              side(request, random.nextDouble()),
              side(new UUID(7, at), random.nextDouble()),
              at % 2 == 0 ? null : random.nextDouble() < 0.3));
    }
    return pairs;
  }

  private static Side side(UUID id, double probability) {
    return new Side(
        id,
        probability,
        (int) (1_000 * (1 - probability)),
        probability < 0.3 ? Decision.APPROVE : Decision.DECLINE);
  }
}
