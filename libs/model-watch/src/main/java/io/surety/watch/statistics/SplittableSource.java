package io.surety.watch.statistics;

import java.util.SplittableRandom;
import org.apache.commons.rng.UniformRandomProvider;

/** The JDK's generator where the samplers of Commons RNG want theirs. */
record SplittableSource(SplittableRandom random) implements UniformRandomProvider {

  SplittableSource(long seed) {
    this(new SplittableRandom(seed));
  }

  @Override
  public long nextLong() {
    return random.nextLong();
  }
}
