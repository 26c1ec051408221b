package io.surety.standalone;

import io.surety.terminal.Console;

/** The two lines that serve a version, ready to be copied. */
final class DecisionLines {

  private DecisionLines() {}

  static void say(Console console, String version, boolean override, String dataDirectoryOption) {
    console.say(
        "    ./surety approve %s --by NAME --reason TEXT%s%s"
            .formatted(version, override ? " --override" : "", dataDirectoryOption));
    console.say(
        "    ./surety promote %s --to champion --by NAME --reason TEXT%s"
            .formatted(version, dataDirectoryOption));
  }
}
