package io.surety.watch.health;

import io.surety.bundle.BreakerPolicy;
import io.surety.bundle.ModelBundle;
import io.surety.bundle.WatchedFigure;
import io.surety.registry.PostgresServedModels;
import io.surety.watch.LogReader;
import io.surety.watch.LoggedBatches;
import io.surety.watch.Measurements;
import io.surety.watch.Watched;
import io.surety.watch.WatchedVersions;
import io.surety.watch.statistics.BadRate;
import io.surety.watch.statistics.Outcomes;
import io.surety.watch.statistics.RealisedPerformance;
import io.surety.watch.statistics.ScoreBand;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads how served versions are. A login with {@code surety_watcher} is enough. Of the log at most
 * some millions of rows are read, of large ones a sample, and some hundred thousand numbers are
 * held in memory.
 */
public final class HealthReader {

  private static final Duration DAY = Duration.ofDays(1);

  private final JdbcClient database;
  private final WatchedVersions versions;
  private final LogReader log;
  private final LoggedBatches batches;
  private final Measurements measurements;
  private final PostgresServedModels bundles;

  /** Reads through connections of this source. */
  public HealthReader(DataSource source) {
    this.database = JdbcClient.create(source);
    this.versions = new WatchedVersions(source);
    this.log = new LogReader(source);
    this.batches = new LoggedBatches(source);
    this.measurements = new Measurements(source);
    this.bundles = new PostgresServedModels(source);
  }

  /** How each watched version is, one after the other. */
  public void each(Period period, Consumer<ModelHealth> taker) {
    LogSample sample = LogSample.of(database, period);
    for (Watched watched : versions.all()) {
      taker.accept(of(new Asked(watched, period, sample)));
    }
  }

  private ModelHealth of(Asked asked) {
    Watched watched = asked.watched();
    ModelBundle bundle = ModelBundle.read(bundles.bundle(watched.sha256()));
    BreakerPolicy rules = bundle.manifest().breaker();
    KnownLoans known = KnownLoans.read(database, asked);
    InputsOfLog inputs =
        new InputsOfLog(log, batches, measurements, watched, asked.period(), window(rules));
    double[][] columns = inputs.columns(bundle);
    TrafficOfLog traffic = new TrafficOfLog(database, asked);
    return new ModelHealth(
        asked.period(),
        watched,
        measurements.lastLook(watched.version(), watched.alias()),
        measurements.latest(watched.version(), watched.alias()),
        watched.judgedBy(rules),
        bundle.manifest().policy(),
        RecordedFacts.service(database, asked),
        new WeeksOfLog(database, asked, bundle.manifest().policy()).read(known),
        calibration(known, bundle),
        inputs.from(),
        inputs.end(),
        inputs.of(),
        columns[0].length,
        InputsOfLog.hundredths(columns[columns.length - 1]),
        inputs.read(bundle, columns),
        traffic.read(),
        traffic.unknownCategories(),
        asked.sample().share(),
        FreshnessOfLog.read(database, asked),
        RecordedFacts.lastCheck(database));
  }

  /** As the rule about inputs has it. */
  private static Duration window(BreakerPolicy rules) {
    return rules.find(WatchedFigure.INPUT_DRIFT).map(rule -> rule.window()).orElse(DAY);
  }

  private static CalibrationHealth calibration(KnownLoans known, ModelBundle bundle) {
    if (known.loans().isEmpty()) {
      return new CalibrationHealth(null, List.of(), List.of(), known.share());
    }
    Outcomes all = known.columns(_ -> true);
    List<YearMonth> months =
        known.loans().stream()
            .map(loan -> YearMonth.from(loan.moment().atZone(ZoneOffset.UTC)))
            .toList();
    return new CalibrationHealth(
        BadRate.of(all, RealisedPerformance.CONFIDENCE),
        RealisedPerformance.bands(all, ScoreBand.edges(bundle.reference())),
        RealisedPerformance.cohorts(all, months),
        known.share());
  }
}
