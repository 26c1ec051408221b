package io.surety.terminal;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who proposes a candidate. */
final class ProposerOptions {

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "Who proposes the candidate. Default: your name on this machine.")
  private @Nullable String by;

  /** The name as it is recorded. */
  String name() {
    String typed = by;
    return typed == null || typed.isBlank()
        ? System.getProperty("user.name", "unknown")
        : typed.strip();
  }
}
