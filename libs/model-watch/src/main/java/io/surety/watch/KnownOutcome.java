package io.surety.watch;

import io.surety.predictionlog.PredictionId;
import io.surety.watch.statistics.Outcomes;
import io.surety.watch.statistics.People;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of one answer of a version. */
public record KnownOutcome(
    UUID id, @Nullable Long user, double probability, boolean bad, LocalDate knownOn) {

  Instant moment() {
    return PredictionId.moment(id);
  }

  static Outcomes columns(List<KnownOutcome> outcomes) {
    double[] probability = new double[outcomes.size()];
    boolean[] label = new boolean[outcomes.size()];
    long[] person = new long[outcomes.size()];
    for (int row = 0; row < outcomes.size(); row++) {
      KnownOutcome outcome = outcomes.get(row);
      probability[row] = outcome.probability();
      label[row] = outcome.bad();
      person[row] = People.number(outcome.user(), row);
    }
    return new Outcomes(probability, label, person);
  }
}
