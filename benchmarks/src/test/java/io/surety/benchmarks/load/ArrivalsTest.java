package io.surety.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

  private static final int MANY = 100_000;

  @Test
  void comesEvenlyWhenTold() {
    Arrivals arrivals = new Arrivals(new Pace.Open(1_000, Pace.Gaps.CONSTANT, 0), 5);

    for (int i = 1; i <= 10; i++) {
      assertThat(arrivals.next()).isEqualTo(5 + i * 1_000_000L);
      arrivals.advance();
    }
  }

  @Test
  void comesAtRandomWithTheRateAndTheSpreadOfPoisson() {
    long seed = ThreadLocalRandom.current().nextLong();
    System.out.println("Seed of the arrivals: " + seed);
    Arrivals arrivals = new Arrivals(new Pace.Open(1_000, Pace.Gaps.POISSON, seed), 0);
    double sum = 0;
    double squares = 0;
    long last = 0;
    for (int i = 0; i < MANY; i++) {
      double millis = (arrivals.next() - last) / 1e6;
      last = arrivals.next();
      sum += millis;
      squares += millis * millis;
      arrivals.advance();
    }
    double mean = sum / MANY;
    double deviation = Math.sqrt(squares / MANY - mean * mean);

    // Six standard errors: of a mean 0.3 %, of the deviation of an exponential 0.45 %.
    assertThat(mean).isBetween(0.98, 1.02);
    assertThat(deviation).isBetween(0.97, 1.03);
  }
}
