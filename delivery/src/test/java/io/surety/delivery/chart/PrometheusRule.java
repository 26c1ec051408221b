package io.surety.delivery.chart;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What Prometheus is to compute and to warn of. */
final class PrometheusRule extends Custom {

  private static final long serialVersionUID = 1L;

  @JsonProperty transient Spec spec = new Spec(List.of());

  record Spec(List<Group> groups) {}

  record Group(String name, List<Rule> rules) {}

  /** Either records a value under a name, or alerts. */
  record Rule(
      @Nullable String record,
      @Nullable String alert,
      String expr,
      @JsonProperty("for") @Nullable String pending,
      @Nullable Map<String, String> labels,
      @Nullable Map<String, String> annotations) {}

  Stream<Rule> rules() {
    return spec.groups().stream().flatMap(group -> group.rules().stream());
  }

  /** The names that rules record under, which other rules may use. */
  List<String> recorded() {
    return rules().map(Rule::record).filter(Objects::nonNull).toList();
  }
}
