package io.surety.watch.health;

import io.surety.watch.statistics.BadRate;
import io.surety.watch.statistics.Cohort;
import io.surety.watch.statistics.ScoreBand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether probabilities came true, by the outcomes that are known.
 *
 * @param all null when no outcome is known
 * @param bands between the edges of the reference's scores, those that have loans
 * @param cohorts by the month of the decision
 * @param share the part of the known outcomes that was measured, 0 to 1
 */
public record CalibrationHealth(
    @Nullable BadRate all, List<ScoreBand> bands, List<Cohort> cohorts, double share) {

  public CalibrationHealth {
    bands = List.copyOf(bands);
    cohorts = List.copyOf(cohorts);
  }
}
