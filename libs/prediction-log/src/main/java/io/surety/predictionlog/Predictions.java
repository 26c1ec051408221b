package io.surety.predictionlog;

import io.surety.feature.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What was decided, as the log has it. */
public interface Predictions {

  /**
   * A stretch of the log.
   *
   * @param from the first moment of it
   * @param until the first moment behind it
   * @param user whose predictions alone; null for everybody's
   */
  record Stretch(Instant from, Instant until, @Nullable UserId user) {

    public Stretch {
      if (!from.isBefore(until)) {
        throw new IllegalArgumentException(
            "A stretch of the log ends after it begins, but this one is from %s until %s."
                .formatted(from, until));
      }
    }
  }

  /** One prediction. */
  Optional<LoggedPrediction> find(UUID id);

  /** Gives out all predictions of a stretch, one by one, in the order of their ids. */
  void each(Stretch stretch, Consumer<LoggedPrediction> taker);

  /** About how many there are, as the planner guesses. */
  long estimate(Stretch stretch);
}
