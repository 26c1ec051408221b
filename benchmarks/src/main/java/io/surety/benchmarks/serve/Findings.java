package io.surety.benchmarks.serve;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a run found, by name of the target.
 *
 * @param closed as fast as the connections go
 * @param open at half of that
 * @param skipped why a target was not loaded
 * @param memory what the services held
 */
record Findings(
    Map<String, Seen> closed,
    Map<String, Seen> open,
    Map<String, String> skipped,
    Map<String, Memory> memory) {

  /** Bytes that a service held at most at the end of a round, and at most ever. */
  record Memory(long underLoad, long peak) {}

  Optional<Seen> findClosed(String name) {
    return Optional.ofNullable(closed.get(name));
  }

  Optional<Seen> findOpen(String name) {
    return Optional.ofNullable(open.get(name));
  }

  /** Why one of these was not measured. */
  String whyNot(String... names) {
    for (String name : names) {
      @Nullable String why = skipped.get(name);
      if (why != null) {
        return "not measured: " + why;
      }
    }
    return "not measured: not asked for";
  }
}
