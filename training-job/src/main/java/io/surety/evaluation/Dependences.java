package io.surety.evaluation;

import io.surety.evaluation.Dependence.Band;
import io.surety.evaluation.Dependence.Dot;
import io.surety.watch.statistics.Ranking;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Thins the contributions of the test loans to what a plot an input can show. An infinite value has
 * no place in a plot and is left out.
 */
final class Dependences {

  /** All plots together have about so many dots, which keeps the report small. */
  private static final int DOTS = 12_000;

  private static final int FEWEST_DOTS = 200;
  private static final int MOST_DOTS = 1_500;

  /** Up to so many values are told one by one. */
  private static final int FEW_VALUES = 12;

  private static final int TENTHS = 10;
  private static final MathContext FIVE_DIGITS = new MathContext(5);
  private static final double DECIMALS = 10_000;

  private Dependences() {}

  /** One for each input; none without test loans. */
  static List<Dependence> of(List<InputColumn> inputs) {
    if (inputs.isEmpty() || inputs.getFirst().test().length == 0) {
      return List.of();
    }
    int dots = Math.clamp(DOTS / inputs.size(), FEWEST_DOTS, MOST_DOTS);
    return inputs.stream().map(input -> of(input, dots)).toList();
  }

  private static Dependence of(InputColumn input, int dots) {
    List<Dot> sample = new ArrayList<>();
    List<Double> sampleMissing = new ArrayList<>();
    int loans = input.test().length;
    int count = Math.min(dots, loans);
    for (int i = 0; i < count; i++) {
      int loan = (int) ((long) i * loans / count);
      double value = input.test()[loan];
      double contribution = Math.rint(input.contribution()[loan] * DECIMALS) / DECIMALS + 0.0;
      if (Double.isNaN(value)) {
        sampleMissing.add(contribution);
      } else if (Double.isFinite(value)) {
        sample.add(new Dot(new BigDecimal(value).round(FIVE_DIGITS).doubleValue(), contribution));
      }
    }
    return new Dependence(
        input.name(), input.type(), sample, sampleMissing, bands(input), whenMissing(input));
  }

  private static List<Band> bands(InputColumn input) {
    double[] sorted = Arrays.stream(input.test()).filter(Double::isFinite).toArray();
    Arrays.parallelSort(sorted);
    double[] starts = starts(sorted);
    double[] sum = new double[starts.length];
    long[] loans = new long[starts.length];
    double[] to = starts.clone();
    for (int loan = 0; loan < input.test().length; loan++) {
      double value = input.test()[loan] + 0.0;
      if (Double.isFinite(value)) {
        int found = Arrays.binarySearch(starts, value);
        int band = found >= 0 ? found : -found - 2;
        sum[band] += input.contribution()[loan];
        loans[band]++;
        to[band] = Math.max(to[band], value);
      }
    }
    return IntStream.range(0, starts.length)
        .mapToObj(band -> new Band(starts[band], to[band], loans[band], sum[band] / loans[band]))
        .toList();
  }

  /** The least value of each band, each a value that occurs. */
  private static double[] starts(double[] sorted) {
    double[] distinct = Ranking.distinct(sorted);
    if (distinct.length <= FEW_VALUES) {
      return distinct;
    }
    double[] starts =
        IntStream.range(0, TENTHS)
            .mapToDouble(tenth -> sorted[(int) ((long) sorted.length * tenth / TENTHS)] + 0.0)
            .distinct()
            .toArray();
    return starts.length > 1 ? starts : new double[] {distinct[0], distinct[1]};
  }

  private static @Nullable Double whenMissing(InputColumn input) {
    double sum = 0;
    long loans = 0;
    for (int loan = 0; loan < input.test().length; loan++) {
      if (Double.isNaN(input.test()[loan])) {
        sum += input.contribution()[loan];
        loans++;
      }
    }
    return loans == 0 ? null : sum / loans;
  }
}
