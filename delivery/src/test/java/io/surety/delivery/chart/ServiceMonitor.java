package io.surety.delivery.chart;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/** What the Prometheus operator is to scrape. */
final class ServiceMonitor extends Custom {

  private static final long serialVersionUID = 1L;

  @JsonProperty transient Spec spec = new Spec("", new Selector(Map.of()), List.of());

  record Spec(String jobLabel, Selector selector, List<Endpoint> endpoints) {}

  record Selector(Map<String, String> matchLabels) {}

  record Endpoint(String port, String path, String interval, List<Relabeling> relabelings) {}

  record Relabeling(List<String> sourceLabels, String targetLabel) {}
}
