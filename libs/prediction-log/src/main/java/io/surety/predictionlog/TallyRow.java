package io.surety.predictionlog;

import io.surety.registry.ModelVersion;
import java.time.Instant;
import java.util.UUID;

/**
 * A count of one process over some seconds.
 *
 * @param from when counting began, in whole microseconds; never the same twice in a process
 * @param instance the process
 * @param role in which the version answered, or would have
 * @param input whose category was unknown; empty for the other kinds
 * @param count at least 1
 */
public record TallyRow(
    Instant from,
    UUID instance,
    ModelVersion version,
    AnswerRole role,
    TallyKind kind,
    String input,
    long count) {

  /** Refuses a count of nothing, and an input where the kind is about none. */
  public TallyRow {
    if (count < 1) {
      throw new IllegalArgumentException("A tally counts at least 1, not %d.".formatted(count));
    }
    if (input.isEmpty() == (kind == TallyKind.UNKNOWN_CATEGORY)) {
      throw new IllegalArgumentException(
          "A tally of unknown categories names an input, and no other does; %s names '%s'."
              .formatted(kind, input));
    }
  }
}
