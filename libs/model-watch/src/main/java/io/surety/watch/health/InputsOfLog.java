package io.surety.watch.health;

import io.surety.bundle.BreakerPolicy;
import io.surety.bundle.Histogram;
import io.surety.bundle.InputType;
import io.surety.bundle.ModelBundle;
import io.surety.bundle.ModelInput;
import io.surety.bundle.ReferenceHistograms;
import io.surety.registry.BreakerState;
import io.surety.watch.Answer;
import io.surety.watch.Answers;
import io.surety.watch.LogReader;
import io.surety.watch.LoggedBatches;
import io.surety.watch.Measured;
import io.surety.watch.Measurements;
import io.surety.watch.Measurements.TrendPoint;
import io.surety.watch.Watched;
import io.surety.watch.statistics.DriftReading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Inputs and scores of the newest answers, as many as the watch looks at: of requests, or, where
 * only batches tell of the version, of these. Of a version whose breaker is open they are the last
 * that it gave before it opened.
 */
final class InputsOfLog {

  private static final int MOST_ROWS = 10_000;
  private static final int HUNDRED = 100;
  private static final int TREND_POINTS = 240;
  private static final String DRIFT = "drift.";
  private static final String STABILITY = "drift.population_stability";

  private final LogReader log;
  private final LoggedBatches batches;
  private final Measurements measurements;
  private final Watched watched;
  private final Period period;
  private final Instant end;
  private Instant from;
  private Answers.Of of = Answers.Of.REQUESTS;

  InputsOfLog(
      LogReader log,
      LoggedBatches batches,
      Measurements measurements,
      Watched watched,
      Period period,
      Duration window) {
    this.log = log;
    this.batches = batches;
    this.measurements = measurements;
    this.watched = watched;
    this.period = period;
    this.end = watched.state() == BreakerState.OPEN ? watched.since() : period.until();
    Instant begins = end.minus(window);
    boolean sinceThen = watched.state() != BreakerState.OPEN && watched.since().isAfter(begins);
    this.from = sinceThen ? watched.since() : begins;
  }

  /** Since when answers count that {@link #columns} returned. */
  Instant from() {
    return from;
  }

  /** What {@link #columns} returned. */
  Answers.Of of() {
    return of;
  }

  Instant end() {
    return end;
  }

  /** Rows as columns: inputs in the order of the schema, then the probability. */
  double[][] columns(ModelBundle bundle) {
    int inputs = bundle.manifest().schema().size();
    List<Answer> online = log.answers(watched.version(), watched.lastRoles(), from, end, MOST_ROWS);
    BreakerPolicy policy = bundle.manifest().breaker();
    List<Answer> rows =
        batches.areAlone(watched, policy, online.size(), end) ? ofBatches(policy, online) : online;
    double[][] columns = new double[inputs + 1][rows.size()];
    for (int row = 0; row < rows.size(); row++) {
      Answer answer = rows.get(row);
      for (int input = 0; input < inputs; input++) {
        columns[input][row] = answer.inputs()[input];
      }
      columns[inputs][row] = answer.probability();
    }
    return columns;
  }

  private List<Answer> ofBatches(BreakerPolicy policy, List<Answer> otherwise) {
    Instant since = watched.state() == BreakerState.OPEN ? Instant.EPOCH : watched.since();
    Answers answers = batches.last(watched, policy, since, end);
    if (answers.size() == 0) {
      return otherwise;
    }
    of = Answers.Of.BATCHES;
    from = answers.from();
    return answers.rows();
  }

  /** How many probabilities lie in each hundredth; 1 goes to the last. */
  static List<Long> hundredths(double[] probability) {
    Long[] counts = new Long[HUNDRED];
    Arrays.fill(counts, 0L);
    for (double each : probability) {
      counts[Math.min(HUNDRED - 1, (int) (each * HUNDRED))]++;
    }
    return List.of(counts);
  }

  List<InputHealth> read(ModelBundle bundle, double[][] columns) {
    ReferenceHistograms reference = bundle.reference();
    ReferenceHistograms current = reference.recount(columns);
    List<Measured> readings =
        measurements.latestWith(watched.version(), watched.alias(), DRIFT, end);
    Map<String, List<TrendPoint>> trends = trends();
    List<InputHealth> inputs = new ArrayList<>();
    for (ModelInput input : bundle.manifest().schema().inputs()) {
      inputs.add(
          of(
              input.name(),
              input.type(),
              input.categories(),
              Objects.requireNonNull(reference.inputs().get(input.name())),
              Objects.requireNonNull(current.inputs().get(input.name())),
              readings,
              trends));
    }
    inputs.add(
        of(
            DriftReading.SCORES,
            null,
            List.of(),
            reference.scores(),
            current.scores(),
            readings,
            trends));
    return inputs;
  }

  private static InputHealth of(
      String name,
      @Nullable InputType type,
      List<String> categories,
      Histogram reference,
      Histogram current,
      List<Measured> readings,
      Map<String, List<TrendPoint>> trends) {
    return new InputHealth(
        name,
        type,
        categories,
        reference,
        current,
        readings.stream().filter(each -> each.subject().equals(name)).toList(),
        trends.getOrDefault(name, List.of()));
  }

  private Map<String, List<TrendPoint>> trends() {
    return measurements.trends(
        watched.version(),
        watched.alias(),
        STABILITY,
        period.since(),
        period.until(),
        TREND_POINTS);
  }
}
