package io.surety.benchmarks.serve;

import io.surety.benchmarks.results.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The findings as tables. */
record ServeTables(Findings findings, int connections, int rounds) {

  List<Table> all() {
    List<Table> tables = new ArrayList<>();
    tables.add(Asked.table(findings));
    tables.add(closed());
    if (!findings.open().isEmpty()) {
      tables.add(open());
    }
    tables.add(cpu());
    if (!findings.memory().isEmpty()) {
      tables.add(memory());
    }
    return tables;
  }

  private Table closed() {
    return new Table(
        "Closed loop, %d connections, medians of %d rounds".formatted(connections, rounds),
        List.of("what", "requests/s", "rounds", "rows/s", "p50", "p99", "p99.9", "max"),
        findings.closed().values().stream().map(ServeTables::closed).toList());
  }

  private static List<String> closed(Seen seen) {
    List<String> cells = new ArrayList<>();
    cells.add(seen.words());
    cells.add(count(seen.perSecond()));
    cells.add(seen.each(round -> round.load().perSecond()).spread("%,.0f to %,.0f"));
    cells.add(seen.rows() == 1 ? "" : count(seen.rows() * seen.perSecond()));
    latencies(seen, cells);
    return cells;
  }

  private Table open() {
    return new Table(
        "Open loop at half of the above, random arrivals, medians of %d rounds".formatted(rounds),
        List.of("what", "requests/s", "p50", "p99", "p99.9", "max"),
        findings.open().values().stream().map(ServeTables::open).toList());
  }

  private static List<String> open(Seen seen) {
    List<String> cells = new ArrayList<>();
    cells.add(seen.words());
    cells.add(count(seen.perSecond()));
    latencies(seen, cells);
    return cells;
  }

  private static void latencies(Seen seen, List<String> cells) {
    cells.add(millis(seen, round -> round.load().p50()));
    cells.add(millis(seen, round -> round.load().p99()));
    cells.add(millis(seen, round -> round.load().p999()));
    cells.add(millis(seen, round -> round.load().max()));
  }

  private Table cpu() {
    return new Table(
        "Processor time for each request in the closed loop",
        List.of("what", "prediction-service", "feature-service", "PostgreSQL", "load generator"),
        findings.closed().values().stream().map(ServeTables::cpu).toList());
  }

  private static List<String> cpu(Seen seen) {
    return List.of(
        seen.words(),
        micros(seen, round -> round.cpu().predictions()),
        micros(seen, round -> round.cpu().features()),
        micros(seen, round -> round.cpu().database()),
        micros(seen, round -> round.cpu().client()));
  }

  private Table memory() {
    List<List<String>> rows = new ArrayList<>();
    for (Map.Entry<String, Findings.Memory> each : findings.memory().entrySet()) {
      rows.add(
          List.of(
              each.getKey(),
              (each.getValue().underLoad() >> 20) + " MB",
              (each.getValue().peak() >> 20) + " MB"));
    }
    return new Table(
        "Memory of each service (RSS)", List.of("service", "under load", "peak"), rows);
  }

  private static String count(double number) {
    return String.format(Locale.ROOT, "%,.0f", number);
  }

  private static String millis(Seen seen, ToDoubleFunction<Round> micros) {
    return String.format(Locale.ROOT, "%.2f ms", seen.median(micros) / 1e3);
  }

  private static String micros(Seen seen, ToDoubleFunction<Round> figure) {
    double median = seen.median(figure);
    return Double.isNaN(median) ? "–" : String.format(Locale.ROOT, "%,.0f µs", median);
  }
}
