package io.surety.benchmarks.process;

import java.util.Locale;

/**
 * How often the sessions of a server waited for its disk to have what they committed, and for how
 * long in all.
 */
public record Flushes(long count, double millis) {

  /** Those that came after others. */
  public Flushes since(Flushes before) {
    return new Flushes(count - before.count, millis - before.millis);
  }

  /** How many there were and what one took, in words. */
  public String words() {
    return count == 0
        ? "PostgreSQL never waited for its disk."
        : String.format(
            Locale.ROOT,
            "PostgreSQL waited %,d times for its disk to have what was committed, %.2f ms each.",
            count,
            millis / count);
  }
}
