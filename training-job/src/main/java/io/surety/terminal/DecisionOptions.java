package io.surety.terminal;

import io.surety.registry.Alias;
import picocli.CommandLine.Mixin;

/** What every decision asks for: who and why, and on which database. */
final class DecisionOptions {

  @Mixin SignatureOptions signature = new SignatureOptions();

  @Mixin DatabaseOptions database = new DatabaseOptions();

  /** What pointing an alias at a version changes. */
  static String effect(Alias alias) {
    if (alias.equals(Alias.CHALLENGER)) {
      return "a running service scores it within two seconds beside whoever answers; it answers nobody. './surety compare' shows what it says.";
    }
    return alias.equals(Alias.CHAMPION)
        ? "a running service takes it up within two seconds."
        : "a service that serves this alias takes it up within two seconds, and the champion answers the others.";
  }
}
