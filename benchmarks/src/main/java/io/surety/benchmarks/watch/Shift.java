package io.surety.benchmarks.watch;

import io.surety.bundle.Scorer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Something that goes wrong with one input. */
record Shift(String input, Kind kind, double size) {

  /** How it goes wrong. */
  enum Kind {
    /** So many standard deviations more. */
    HIGHER,
    /** This share of the values is lost. */
    LOST,
    /** All values are so many times as large: another unit. */
    SCALED
  }

  static final List<Shift> ALL =
      List.of(
          new Shift("avg_amount_loans_previous", Kind.HIGHER, 0.25),
          new Shift("avg_amount_loans_previous", Kind.HIGHER, 0.5),
          new Shift("avg_amount_loans_previous", Kind.HIGHER, 1),
          new Shift("avg_amount_loans_previous", Kind.SCALED, 100),
          new Shift("age", Kind.HIGHER, 0.5),
          new Shift("age", Kind.HIGHER, 1),
          new Shift("nb_previous_loans", Kind.HIGHER, 1),
          new Shift("years_on_the_job", Kind.LOST, 0.15),
          new Shift("years_on_the_job", Kind.LOST, 0.3),
          new Shift("years_on_the_job", Kind.LOST, 1),
          new Shift("flag_own_car", Kind.SCALED, 0));

  String words() {
    return switch (kind) {
      case HIGHER -> String.format(Locale.ROOT, "%s + %.2f standard deviations", input, size);
      case LOST -> String.format(Locale.ROOT, "%s: %.0f %% lost", input, 100 * size);
      case SCALED -> String.format(Locale.ROOT, "%s × %.0f", input, size);
    };
  }

  /** The traffic from its beginning on with this gone wrong, and scored so. */
  Traffic of(Traffic traffic, List<String> inputs, Scorer scorer, long seed) {
    int column = inputs.indexOf(input);
    double[] before = traffic.columns()[column];
    double spread = spread(before);
    SplittableRandom random = new SplittableRandom(seed);
    double[] after =
        Arrays.stream(before)
            .map(value ->
                switch (kind) {
                  case HIGHER -> value + size * spread;
                  case LOST -> random.nextDouble() < size ? Double.NaN : value;
                  case SCALED -> value * size;
                })
            .toArray();
    double[][] columns = traffic.columns().clone();
    columns[column] = after;
    double[][] shifted = Arrays.copyOf(columns, inputs.size());
    double[] probability = new double[traffic.size()];
    for (int loan = 0; loan < probability.length; loan++) {
      probability[loan] = scorer.probability(Traffic.row(shifted, loan));
    }
    columns[inputs.size()] = probability;
    return new Traffic(columns, traffic.person(), traffic.user(), traffic.day(), traffic.outcome());
  }

  private static double spread(double[] values) {
    double[] there = Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
    double mean = Arrays.stream(there).average().orElse(0);
    return Math.sqrt(
        Arrays.stream(there).map(value -> (value - mean) * (value - mean)).average().orElse(0));
  }
}
