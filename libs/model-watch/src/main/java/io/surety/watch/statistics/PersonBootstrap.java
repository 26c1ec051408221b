package io.surety.watch.statistics;

import io.surety.watch.statistics.Figures.Figure;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Percentile intervals (Efron 1979) from drawing people with replacement. The loans of a person go
 * together because they are alike; drawing loans one by one would make the intervals too narrow
 * (the cluster bootstrap, Field and Welsh 2007). All models meet the same people in a draw, so
 * differences are paired. Every round has its own generator, so the result does not depend on how
 * many processors share the rounds.
 */
public final class PersonBootstrap {

  private static final double TAIL = 0.025;

  /** Fewer values than this say nothing of a 2.5 % tail. */
  private static final int LEAST_DRAWS = 40;

  /** With fewer usable draws the interval would speak of lucky draws only. */
  private static final double LEAST_USABLE = 0.9;

  private final long seed;
  private final int rounds;
  private final Figures[] measured;
  private final Figures[][] drawn;

  /** Draws people so many times, and measures all models in each draw. */
  public PersonBootstrap(People people, long seed, int rounds, ScoredModel... models) {
    this.seed = seed;
    this.rounds = rounds;
    this.measured = figures(models, people.everybodyOnce());
    long[] seeds = new SplittableRandom(seed).longs(rounds).toArray();
    this.drawn =
        people.count() < 2
            ? new Figures[0][]
            : IntStream.range(0, rounds)
                .parallel()
                .mapToObj(
                    round -> figures(models, people.drawn(new SplittableRandom(seeds[round]))))
                .toArray(Figures[][]::new);
  }

  private static Figures[] figures(ScoredModel[] models, int[] times) {
    return Arrays.stream(models).map(model -> model.figures(times)).toArray(Figures[]::new);
  }

  /** How the draws were made, and in how many of them both outcomes occurred. */
  public Bootstrap summary() {
    long usable = Arrays.stream(drawn).filter(draw -> Double.isFinite(draw[0].auc())).count();
    return new Bootstrap(seed, rounds, (int) usable);
  }

  /** The figure of the model at this place; null when it cannot be measured. */
  public @Nullable Estimate estimate(int model, Figure figure) {
    return estimate(figures -> figure.applyAsDouble(figures[model]));
  }

  /** The figure of the first model minus that of the second. */
  public @Nullable Estimate difference(int first, int second, Figure figure) {
    return estimate(
        figures -> figure.applyAsDouble(figures[first]) - figure.applyAsDouble(figures[second]));
  }

  private @Nullable Estimate estimate(OfDraw statistic) {
    double value = statistic.of(measured);
    if (!Double.isFinite(value)) {
      return null;
    }
    double[] values =
        Arrays.stream(drawn).mapToDouble(statistic::of).filter(Double::isFinite).sorted().toArray();
    if (values.length < LEAST_DRAWS || values.length < LEAST_USABLE * rounds) {
      return new Estimate(value, null, null);
    }
    return new Estimate(value, Quantiles.of(values, TAIL), Quantiles.of(values, 1 - TAIL));
  }

  /** One number of a draw. */
  private interface OfDraw {
    double of(Figures[] models);
  }
}
