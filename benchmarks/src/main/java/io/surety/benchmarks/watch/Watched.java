package io.surety.benchmarks.watch;

import io.surety.bundle.InputSchema;
import io.surety.bundle.ReferenceHistograms;
import io.surety.watch.statistics.DriftSettings;
import io.surety.watch.statistics.DriftWatch;
import io.surety.watch.statistics.EffectiveRows;

/** A reference made of some traffic, and how many independent rows it stands for. */
record Watched(InputSchema schema, ReferenceHistograms reference, double effectiveRows) {

  static Watched by(InputSchema schema, Traffic traffic) {
    ReferenceHistograms reference =
        ReferenceHistograms.of(schema, input -> traffic.columns()[input], traffic.probability());
    return new Watched(schema, reference, EffectiveRows.of(traffic.person()));
  }

  DriftWatch watch(DriftSettings settings) {
    return DriftWatch.of(schema, reference, effectiveRows, settings);
  }
}
