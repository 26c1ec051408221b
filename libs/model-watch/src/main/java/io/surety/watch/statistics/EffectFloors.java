package io.surety.watch.statistics;

/**
 * How far a window has to move before anybody cares, however sure the movement is. Without floors a
 * window of a million rows alarms on nothing.
 *
 * <p>The named ones are the usual 0.10 and 0.25 of the population stability index, and for the
 * other statistics what a shift of a normal distribution that gives this index gives them: a shift
 * by d standard deviations has the index d², the Kolmogorov-Smirnov distance 2 Φ(d/2) - 1, and
 * nearly the Jensen-Shannon distance √(d² / (8 ln 2)).
 *
 * @param populationStability of the index, at least 0
 * @param jensenShannon 0 to 1
 * @param kolmogorovSmirnov 0 to 1
 * @param missingRate of the change of the rate, 0 to 1
 * @param unknownRate of the rate, 0 to 1
 */
public record EffectFloors(
    double populationStability,
    double jensenShannon,
    double kolmogorovSmirnov,
    double missingRate,
    double unknownRate) {

  /** Shifts that are worth a look: an index of 0.10. */
  public static final EffectFloors MODERATE = new EffectFloors(0.10, 0.13, 0.125, 0.05, 0.01);

  /** Shifts on which a model is taken out of service: an index of 0.25. */
  public static final EffectFloors LARGE = new EffectFloors(0.25, 0.21, 0.20, 0.10, 0.05);

  /** Refuses floors below 0. */
  public EffectFloors {
    for (double floor :
        new double[] {
          populationStability, jensenShannon, kolmogorovSmirnov, missingRate, unknownRate
        }) {
      if (!(floor >= 0 && Double.isFinite(floor))) {
        throw new IllegalArgumentException(
            "A floor under effects is a number of at least 0, but one is %s.".formatted(floor));
      }
    }
  }

  /** The floor of a statistic. */
  public double of(DriftStatistic statistic) {
    return switch (statistic) {
      case POPULATION_STABILITY -> populationStability;
      case JENSEN_SHANNON -> jensenShannon;
      case KOLMOGOROV_SMIRNOV -> kolmogorovSmirnov;
      case MISSING_RATE -> missingRate;
      case UNKNOWN_RATE -> unknownRate;
    };
  }
}
