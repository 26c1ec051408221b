package io.surety.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class ChanceTest {

  @Test
  void givesNobodyTheLuckOfANeighbour() {
    Set<Double> draws = new HashSet<>();
    for (int person = 0; person < 200; person++) {
      Chance chance = Chance.of(1, person);
      for (int draw = 0; draw < 50; draw++) {
        draws.add(chance.between(0, 1));
      }
    }

    assertThat(draws).hasSize(200 * 50);
  }

  @Test
  void givesTheSamePersonTheSameLuckAndAnotherSeedOther() {
    assertThat(Chance.of(7, 3).normal()).isEqualTo(Chance.of(7, 3).normal());
    assertThat(Chance.of(7, 3).normal()).isNotEqualTo(Chance.of(3, 7).normal());
  }

  @Test
  void drawsWithTheMeansAndSpreadsThatItPromises() {
    Chance chance = Chance.of(1, 1);
    int draws = 200_000;

    double[] normal = DoubleStream.generate(chance::normal).limit(draws).toArray();
    double exponential = DoubleStream.generate(() -> chance.exponential(3)).limit(draws).sum();

    assertThat(DoubleStream.of(normal).sum() / draws).isBetween(-0.02, 0.02);
    assertThat(DoubleStream.of(normal).map(draw -> draw * draw).sum() / draws)
        .isBetween(0.98, 1.02);
    assertThat(exponential / draws).isBetween(2.95, 3.05);
  }
}
