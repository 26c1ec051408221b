package io.surety.benchmarks.watch;

import io.surety.watch.statistics.Drift;
import io.surety.watch.statistics.DriftSettings;
import io.surety.watch.statistics.EffectFloors;
import io.surety.watch.statistics.FalseAlarms;

/** Readings that were taken without floors, judged with some. */
final class Floored {

  static final EffectFloors NONE = new EffectFloors(0, 0, 0, 0, 0);

  private Floored() {}

  static DriftSettings without(FalseAlarms falseAlarms) {
    return new DriftSettings(falseAlarms, NONE, DriftSettings.USUAL_LEAST_ROWS);
  }

  /** Whether the drift that was found without floors is one above these. */
  static boolean alarms(Drift drift, EffectFloors floors) {
    return drift.drifted().stream()
        .anyMatch(reading -> reading.value() > floors.of(reading.statistic()));
  }
}
