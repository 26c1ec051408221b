package io.surety.watching;

import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.surety.watch.Evaluator;
import io.surety.watch.VersionLook;
import io.surety.watch.WatchEvent;
import io.surety.watch.WatchNews;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What a watch sees and does, as Prometheus reads it. What it saw is told by the one that looks;
 * who stands by tells only that, and how the data stands. Answering never waits for the database.
 */
public final class WatchMetrics implements WatchNews, MultiCollector {

  private static final String LEADER = "surety_watch_leader";
  private static final String INTERVAL = "surety_watch_interval_seconds";
  private static final String AGE = "surety_watch_look_age_seconds";
  private static final String TOOK = "surety_watch_look_seconds";
  private static final String BACKLOG = "surety_webhook_backlog";
  private static final String LOADED = "surety_newest_load_timestamp_seconds";
  private static final String CHECKED = "surety_consistency_check_timestamp_seconds";
  private static final String COMPARED = "surety_consistency_compared";
  private static final String DIFFERING = "surety_consistency_differing";
  private static final String SILENT = "surety_audit_silent_processes";
  private static final String MISSING_LEAST = "surety_audit_missing_least";
  private static final String MISSING_MOST = "surety_audit_missing_most";

  private final Clock clock;
  private final Duration every;
  private final KnownData readings;
  private final AtomicLong seen = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong taken = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private volatile @Nullable Instant elected;
  private volatile @Nullable Look last;

  private record Look(Instant at, Duration took, List<VersionLook> versions) {}

  /**
   * Metrics without a server.
   *
   * @param every the time from one look to the next
   */
  public WatchMetrics(Clock clock, Duration every, DataReadings readings) {
    this(clock, every, (KnownData) readings);
  }

  WatchMetrics(Clock clock, Duration every, KnownData readings) {
    this.clock = clock;
    this.every = every;
    this.readings = readings;
  }

  /** Answers on a port until it is closed, on other paths than {@code /metrics} by the health. */
  public HTTPServer serve(InetAddress address, int port, WatchHealth health) throws IOException {
    PrometheusRegistry registry = new PrometheusRegistry();
    registry.register(this);
    return HTTPServer.builder()
        .inetAddress(address)
        .port(port)
        .registry(registry)
        .registerHealthHandler(false)
        .defaultHandler(health)
        .buildAndStart();
  }

  @Override
  public void leading(boolean now) {
    last = null;
    elected = now ? clock.instant() : null;
  }

  @Override
  public void looked(Evaluator.Looks looks, Duration took) {
    seen.addAndGet(looks.seen().size());
    failed.addAndGet(looks.unseen().size());
    last = new Look(clock.instant(), took, looks.seen());
  }

  @Override
  public void failed(RuntimeException failure) {
    failed.incrementAndGet();
  }

  @Override
  public void delivered(WatchEvent event) {
    taken.incrementAndGet();
  }

  @Override
  public void refused(WatchEvent event, String because, Duration again) {
    refused.incrementAndGet();
  }

  @Override
  public MetricSnapshots collect() {
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    all.metricSnapshot(
        counter("surety_watch_looks", "Looks at a version, by whether they could be taken.")
            .dataPoint(count(seen.get(), "seen"))
            .dataPoint(count(failed.get(), "failed"))
            .build());
    all.metricSnapshot(
        counter("surety_webhook_deliveries", "Events told, by whether the webhook took them.")
            .dataPoint(count(taken.get(), "taken"))
            .dataPoint(count(refused.get(), "refused"))
            .build());
    all.metricSnapshot(
        counter("surety_watch_readings", "Readings of how the data stands.")
            .dataPoint(count(readings.taken(), "taken"))
            .dataPoint(count(readings.failed(), "failed"))
            .build());
    Gauges gauges = new Gauges();
    addWatch(gauges);
    readings.last().ifPresent(data -> addData(gauges, data));
    gauges.snapshots().forEach(all::metricSnapshot);
    Look look = last;
    if (look != null) {
      ModelMetrics.of(look.versions()).forEach(all::metricSnapshot);
    }
    return all.build();
  }

  private void addWatch(Gauges gauges) {
    gauges.declare(LEADER, "1 where this watch looks and switches, 0 where it stands by.");
    gauges.declare(INTERVAL, "The time from one look to the next, as it was told.");
    gauges.declare(
        AGE, "Since the last look, or since it was elected where it has not looked yet.");
    gauges.declare(TOOK, "How long the last look took.");
    Instant since = elected;
    gauges.point(LEADER, since == null ? 0 : 1, Labels.EMPTY);
    gauges.point(INTERVAL, seconds(every), Labels.EMPTY);
    Look look = last;
    Instant from = look == null ? since : look.at();
    if (from != null) {
      double age = seconds(Duration.between(from, clock.instant()));
      gauges.point(AGE, Math.max(0, age), Labels.EMPTY);
    }
    if (look != null) {
      gauges.point(TOOK, seconds(look.took()), Labels.EMPTY);
    }
  }

  private static void addData(Gauges gauges, DataState data) {
    gauges.declare(BACKLOG, "Events that wait to be told.");
    gauges.declare(LOADED, "When the newest loans became known, which features are computed of.");
    gauges.declare(CHECKED, "When logged features were last computed again from the ledger.");
    gauges.declare(COMPARED, "Predictions that the last check of consistency compared.");
    gauges.declare(DIFFERING, "Those of them that differ in a feature.");
    gauges.declare(SILENT, "Processes with audit mode async that ended in a day without a word.");
    gauges.declare(
        MISSING_LEAST, "Decisions of async processes that are gone, in no log at least.");
    gauges.declare(MISSING_MOST, "Decisions of async processes that are gone, in no log at most.");
    gauges.point(BACKLOG, (double) data.backlog().events(), Labels.EMPTY);
    gauges.point(SILENT, data.missing().silent(), Labels.EMPTY);
    gauges.point(MISSING_LEAST, (double) data.missing().least(), Labels.EMPTY);
    gauges.point(MISSING_MOST, (double) data.missing().most(), Labels.EMPTY);
    data.newestLoad().ifPresent(load -> gauges.point(LOADED, moment(load), Labels.EMPTY));
    data.lastCheck()
        .ifPresent(check -> {
          gauges.point(CHECKED, moment(check.at()), Labels.EMPTY);
          gauges.point(COMPARED, (double) check.compared(), Labels.EMPTY);
          gauges.point(DIFFERING, (double) check.differing(), Labels.EMPTY);
        });
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }

  private static double moment(Instant moment) {
    return moment.toEpochMilli() / 1e3;
  }

  private static CounterSnapshot.Builder counter(String name, String help) {
    return CounterSnapshot.builder().name(name).help(help);
  }

  private static CounterDataPointSnapshot count(long value, String result) {
    return CounterDataPointSnapshot.builder()
        .value((double) value)
        .labels(Labels.of("result", result))
        .build();
  }
}
