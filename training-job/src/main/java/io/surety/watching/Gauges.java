package io.surety.watching;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gauges that are filled point by point; one without a point is left out. */
final class Gauges {

  private final Map<String, Filled> gauges = new LinkedHashMap<>();

  private static final class Filled {

    private final GaugeSnapshot.Builder builder;
    private boolean empty = true;

    Filled(String name, String help) {
      this.builder = GaugeSnapshot.builder().name(name).help(help);
    }
  }

  /** Declares a gauge; they are told in the order in which they are declared. */
  void declare(String name, String help) {
    gauges.put(name, new Filled(name, help));
  }

  void point(String name, double value, Labels labels) {
    Filled gauge = gauges.get(name);
    if (gauge == null) {
      throw new IllegalArgumentException("The gauge %s was not declared.".formatted(name));
    }
    gauge.builder.dataPoint(GaugeDataPointSnapshot.builder().value(value).labels(labels).build());
    gauge.empty = false;
  }

  List<MetricSnapshot> snapshots() {
    return gauges.values().stream()
        .filter(gauge -> !gauge.empty)
        .<MetricSnapshot>map(gauge -> gauge.builder.build())
        .toList();
  }
}
