package io.surety.benchmarks.watch;

import io.surety.benchmarks.results.Table;
import io.surety.bundle.InputSchema;
import io.surety.watch.statistics.DriftReading;
import io.surety.watch.statistics.DriftSettings;
import io.surety.watch.statistics.DriftStatistic;
import io.surety.watch.statistics.DriftWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How far the loans that could make a reference are from the loans that a model is asked about. */
final class PopulationStudy {

  private PopulationStudy() {}

  /**
   * One row an input, one column a pair.
   *
   * @param references by their words, as are the others
   */
  static Table table(
      InputSchema schema, Map<String, Traffic> references, Map<String, Traffic> asked) {
    List<String> columns = new ArrayList<>(List.of("population stability index of"));
    List<List<String>> rows = new ArrayList<>();
    for (String name : names(schema)) {
      rows.add(new ArrayList<>(List.of(name)));
    }
    rows.add(new ArrayList<>(List.of("rows that it stands for")));
    references.forEach((from, reference) -> {
      Watched watched = Watched.by(schema, reference);
      asked.forEach((to, traffic) -> {
        columns.add(from + " to " + to);
        DriftWindow window = DriftWindow.of(watched.reference().recount(traffic.columns()));
        List<DriftReading> readings =
            watched.watch(DriftSettings.ONE_LOOK).look(window).readings().stream()
                .filter(reading -> reading.statistic() == DriftStatistic.POPULATION_STABILITY)
                .toList();
        for (int i = 0; i < readings.size(); i++) {
          rows.get(i).add(String.format(Locale.ROOT, "%.3f", readings.get(i).value()));
        }
        rows.getLast().add(String.format(Locale.ROOT, "%,.0f", watched.effectiveRows()));
      });
    });
    return new Table("How far references are from what a model is asked", columns, rows);
  }

  private static List<String> names(InputSchema schema) {
    List<String> names = new ArrayList<>(schema.names());
    names.add("the scores");
    return names;
  }
}
