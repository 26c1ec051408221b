package io.surety.watch.statistics;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What one look at a window found.
 *
 * @param rows of the window
 * @param effectiveRows how many independent rows they stand for
 * @param readings input after input in the order of the schema, then the scores
 */
public record Drift(long rows, double effectiveRows, List<DriftReading> readings) {

  public Drift {
    readings = List.copyOf(readings);
  }

  /** Drifted when any reading is; too few rows when nothing could be judged. */
  public DriftVerdict verdict() {
    if (readings.stream().anyMatch(reading -> reading.verdict() == DriftVerdict.DRIFTED)) {
      return DriftVerdict.DRIFTED;
    }
    return readings.stream().allMatch(reading -> reading.verdict() == DriftVerdict.TOO_FEW_ROWS)
        ? DriftVerdict.TOO_FEW_ROWS
        : DriftVerdict.STABLE;
  }

  /** The readings that drifted, the furthest beyond its cut first. */
  public List<DriftReading> drifted() {
    return readings.stream()
        .filter(reading -> reading.verdict() == DriftVerdict.DRIFTED)
        .sorted(Comparator.comparingDouble(DriftReading::closeness).reversed())
        .toList();
  }

  /** One reading; empty when that statistic is not taken of that subject. */
  public Optional<DriftReading> find(String subject, DriftStatistic statistic) {
    return readings.stream()
        .filter(reading -> reading.subject().equals(subject) && reading.statistic() == statistic)
        .findFirst();
  }
}
