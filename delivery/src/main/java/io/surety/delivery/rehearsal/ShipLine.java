package io.surety.delivery.rehearsal;

import io.surety.terminal.CommandFailed;
import java.util.ArrayList;
import java.util.List;

/** A line of the pipeline, for this machine. */
final class ShipLine {

  private ShipLine() {}

  /** The same line with Docker Compose as its target. */
  static List<String> forCompose(String arguments) {
    List<String> words = new ArrayList<>(List.of(arguments.split(" +")));
    int target = words.indexOf("--target");
    if (!words.getFirst().equals("ship")
        || target < 0
        || target + 1 == words.size()
        || !words.get(target + 1).equals("aks")) {
      throw new CommandFailed(
          "The line './surety %s' is not of the form './surety ship STAGE --target aks', so it cannot be rehearsed."
              .formatted(arguments));
    }
    words.set(target + 1, "compose");
    return words;
  }
}
