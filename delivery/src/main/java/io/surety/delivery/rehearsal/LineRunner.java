package io.surety.delivery.rehearsal;

import java.util.List;

/** Runs {@code ./surety} with arguments and returns its exit code. */
@FunctionalInterface
public interface LineRunner {

  /** Runs one line to its end. */
  int run(List<String> arguments);
}
