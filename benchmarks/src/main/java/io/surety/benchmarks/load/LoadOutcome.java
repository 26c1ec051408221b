package io.surety.benchmarks.load;

import org.HdrHistogram.Histogram;

/**
 * What one round saw.
 *
 * @param answers how many answers counted
 * @param seconds in which they came
 * @param all how many answers came in the whole round, those before and after included
 * @param refused how many of them were 503, which fails a round unless it only warms the server
 * @param clientCpuSeconds processor time of the loading process in the whole round
 * @param p50 and the others: latencies in microseconds
 */
public record LoadOutcome(
    long answers,
    double seconds,
    long all,
    long refused,
    double clientCpuSeconds,
    double p50,
    double p90,
    double p99,
    double p999,
    double max) {

  private static final double NANOS_OF_MICRO = 1e3;

  /** What a histogram of nanoseconds holds. */
  public static LoadOutcome of(
      Histogram latencies, double seconds, long all, long refused, double clientCpuSeconds) {
    return new LoadOutcome(
        latencies.getTotalCount(),
        seconds,
        all,
        refused,
        clientCpuSeconds,
        latencies.getValueAtPercentile(50) / NANOS_OF_MICRO,
        latencies.getValueAtPercentile(90) / NANOS_OF_MICRO,
        latencies.getValueAtPercentile(99) / NANOS_OF_MICRO,
        latencies.getValueAtPercentile(99.9) / NANOS_OF_MICRO,
        latencies.getMaxValue() / NANOS_OF_MICRO);
  }

  public double perSecond() {
    return answers / seconds;
  }
}
