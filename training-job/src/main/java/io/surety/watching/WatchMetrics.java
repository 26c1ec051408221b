package io.surety.watching;

import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.surety.registry.BreakerState;
import io.surety.watch.Evaluator;
import io.surety.watch.Events;
import io.surety.watch.Finding;
import io.surety.watch.RuleVerdict;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a watch sees and does, as Prometheus reads it. What it saw is told by the one that looks;
 * who stands by tells only that.
 */
public final class WatchMetrics implements WatchNews, MultiCollector {

  private final Clock clock;
  private final Supplier<Events.Backlog> backlog;
  private final AtomicLong seen = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong taken = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private volatile boolean leads;
  private volatile @Nullable Look last;

  private record Look(Instant at, Duration took, List<VersionLook> versions) {}

  /**
   * Metrics without a server.
   *
   * @param backlog what waits to be told; asked whenever Prometheus reads
   */
  public WatchMetrics(Clock clock, Supplier<Events.Backlog> backlog) {
    this.clock = clock;
    this.backlog = backlog;
  }

  /** Answers on a port until it is closed. */
  public HTTPServer serve(InetAddress address, int port) throws IOException {
    PrometheusRegistry registry = new PrometheusRegistry();
    registry.register(this);
    return HTTPServer.builder().inetAddress(address).port(port).registry(registry).buildAndStart();
  }

  @Override
  public void leading(boolean now) {
    leads = now;
    if (!now) {
      last = null;
    }
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
        gauge("surety_watch_leader", "1 where this watch looks and switches, 0 where it stands by.")
            .dataPoint(point(leads ? 1 : 0, Labels.EMPTY))
            .build());
    all.metricSnapshot(
        counter("surety_watch_looks", "Looks at a version, by whether they could be taken.")
            .dataPoint(count(seen, "seen"))
            .dataPoint(count(failed, "failed"))
            .build());
    all.metricSnapshot(
        counter("surety_webhook_deliveries", "Events told, by whether the webhook took them.")
            .dataPoint(count(taken, "taken"))
            .dataPoint(count(refused, "refused"))
            .build());
    all.metricSnapshot(
        gauge("surety_webhook_backlog", "Events that wait to be told.")
            .dataPoint(point((double) backlog.get().events(), Labels.EMPTY))
            .build());
    Look look = last;
    if (look != null) {
      add(all, look);
    }
    return all.build();
  }

  private void add(MetricSnapshots.Builder all, Look look) {
    double age = Duration.between(look.at(), clock.instant()).toMillis() / 1e3;
    all.metricSnapshot(
        gauge("surety_watch_look_age_seconds", "Since the last look.")
            .dataPoint(point(Math.max(0, age), Labels.EMPTY))
            .build());
    all.metricSnapshot(
        gauge("surety_watch_look_seconds", "How long the last look took.")
            .dataPoint(point(look.took().toNanos() / 1e9, Labels.EMPTY))
            .build());
    GaugeSnapshot.Builder breakers =
        gauge("surety_watch_breaker", "1 for the state in which a version's breaker stands.");
    GaugeSnapshot.Builder rows =
        gauge("surety_watch_rows", "Answers and outcomes that the last look went by.");
    GaugeSnapshot.Builder figures =
        gauge("surety_watch_figure", "What a rule watches, as it was measured last.");
    GaugeSnapshot.Builder cuts =
        gauge("surety_watch_cut", "What the figure of a rule is held against.");
    GaugeSnapshot.Builder broken =
        gauge(
            "surety_watch_rule_broken", "1 where broken; absent where there is too little to say.");
    for (VersionLook version : look.versions()) {
      Labels named =
          Labels.of(
              "model", version.watched().version().name(),
              "version", String.valueOf(version.watched().version().number()),
              "alias", version.watched().alias().name());
      for (BreakerState state : BreakerState.values()) {
        breakers.dataPoint(
            point(state == version.watched().state() ? 1 : 0, named.add("state", state.written())));
      }
      rows.dataPoint(point(version.answers(), named.add("of", "answers")));
      rows.dataPoint(point(version.outcomes(), named.add("of", "outcomes")));
      for (Finding finding : version.findings()) {
        Labels rule = named.add("rule", finding.rule().rule().toString());
        Double value = finding.value();
        if (value != null) {
          Labels subject = rule.add("subject", finding.subject());
          figures.dataPoint(point(value, subject));
          cuts.dataPoint(point(finding.cut(), subject));
        }
        if (finding.verdict() != RuleVerdict.TOO_FEW) {
          broken.dataPoint(
              point(
                  finding.isBroken() ? 1 : 0, rule.add("then", finding.rule().then().toString())));
        }
      }
    }
    for (GaugeSnapshot.Builder each : List.of(breakers, rows, figures, cuts, broken)) {
      all.metricSnapshot(each.build());
    }
  }

  private static GaugeSnapshot.Builder gauge(String name, String help) {
    return GaugeSnapshot.builder().name(name).help(help);
  }

  private static CounterSnapshot.Builder counter(String name, String help) {
    return CounterSnapshot.builder().name(name).help(help);
  }

  private static GaugeDataPointSnapshot point(double value, Labels labels) {
    return GaugeDataPointSnapshot.builder().value(value).labels(labels).build();
  }

  private static CounterDataPointSnapshot count(AtomicLong value, String result) {
    return CounterDataPointSnapshot.builder()
        .value((double) value.get())
        .labels(Labels.of("result", result))
        .build();
  }
}
