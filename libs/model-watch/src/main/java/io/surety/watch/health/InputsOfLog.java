package io.surety.watch.health;

import io.surety.bundle.BreakerPolicy;
import io.surety.bundle.Histogram;
import io.surety.bundle.InputType;
import io.surety.bundle.ModelBundle;
import io.surety.bundle.ModelInput;
import io.surety.bundle.ReferenceHistograms;
import io.surety.predictionlog.AnswerRole;
import io.surety.registry.BreakerState;
import io.surety.watch.Answers;
import io.surety.watch.LoggedBatches;
import io.surety.watch.Measured;
import io.surety.watch.Measurements;
import io.surety.watch.Measurements.TrendPoint;
import io.surety.watch.Watched;
import io.surety.watch.statistics.DriftReading;
import java.sql.Array;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

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

  private static final String ANSWERS =
      """
      SELECT prediction_id, inputs, probability
      FROM prediction_log.prediction
      WHERE model_name = :model AND model_version = :version AND role = :role
        AND prediction_id >= prediction_log.first_id(:from)
        AND prediction_id < prediction_log.first_id(:until)
        AND probability IS NOT NULL
      ORDER BY prediction_id DESC
      LIMIT :most
      """;

  private final JdbcClient database;
  private final LoggedBatches batches;
  private final Measurements measurements;
  private final Watched watched;
  private final Period period;
  private final Instant end;
  private Instant from;
  private Answers.Of of = Answers.Of.REQUESTS;

  InputsOfLog(
      JdbcClient database,
      LoggedBatches batches,
      Measurements measurements,
      Watched watched,
      Period period,
      Duration window) {
    this.database = database;
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
    List<double[]> online =
        database
            .sql(
                "SELECT * FROM %s ORDER BY prediction_id DESC LIMIT :most"
                    .formatted(AnswerRole.tableOf(watched.lastRoles(), ANSWERS)))
            .param("model", watched.version().name())
            .param("version", watched.version().number())
            .param("from", Asked.utc(from))
            .param("until", Asked.utc(end))
            .param("most", MOST_ROWS)
            .query((row, _) -> row(row.getArray("inputs"), row.getDouble("probability"), inputs))
            .list();
    BreakerPolicy policy = bundle.manifest().breaker();
    List<double[]> rows =
        batches.areAlone(watched, policy, online.size(), end) ? ofBatches(policy, online) : online;
    double[][] columns = new double[inputs + 1][rows.size()];
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column <= inputs; column++) {
        columns[column][row] = rows.get(row)[column];
      }
    }
    return columns;
  }

  private List<double[]> ofBatches(BreakerPolicy policy, List<double[]> otherwise) {
    Instant since = watched.state() == BreakerState.OPEN ? Instant.EPOCH : watched.since();
    Answers answers = batches.last(watched, policy, since, end);
    if (answers.size() == 0) {
      return otherwise;
    }
    of = Answers.Of.BATCHES;
    from = answers.from();
    return answers.rows().stream()
        .map(answer -> {
          double[] row = Arrays.copyOf(answer.inputs(), answer.inputs().length + 1);
          row[answer.inputs().length] = answer.probability();
          return row;
        })
        .toList();
  }

  private static double[] row(Array array, double probability, int inputs) throws SQLException {
    @Nullable Double[] values = (@Nullable Double[]) array.getArray();
    double[] row = new double[inputs + 1];
    for (int input = 0; input < inputs; input++) {
      Double value = values[input];
      row[input] = value == null ? Double.NaN : value;
    }
    row[inputs] = probability;
    return row;
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
