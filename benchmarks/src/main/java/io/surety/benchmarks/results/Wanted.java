package io.surety.benchmarks.results;

import io.surety.terminal.CommandFailed;
import io.surety.terminal.ExitCode;
import java.util.List;

/** What somebody wants measured, by name. */
public final class Wanted {

  private Wanted() {}

  /**
   * Refuses a name that is none.
   *
   * @param what what the names are of, such as target
   * @throws CommandFailed with what there is
   */
  public static void requireKnown(String what, List<String> names, List<String> known) {
    for (String name : names) {
      if (!known.contains(name)) {
        throw new CommandFailed(
            ExitCode.WRONG_USAGE,
            "There is no %s '%s'; there are %s.".formatted(what, name, String.join(", ", known)));
      }
    }
  }
}
