package io.surety.terminal;

import io.surety.registry.Signature;
import picocli.CommandLine.Option;

/** Who says they decide, and why. */
final class SignatureOptions {

  @Option(
      names = "--by",
      required = true,
      paramLabel = "NAME",
      description = "Your name. It is recorded as a claim, beside the database login that you use.")
  String by = "";

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why, for those who read it later.")
  String reason = "";

  /** Signs as a person. */
  Signature sign() {
    requireWords();
    return Signature.of(by.strip(), reason.strip());
  }

  /** Signs as a program. */
  Signature signAsProgram() {
    requireWords();
    return Signature.automatic(by.strip(), reason.strip());
  }

  private void requireWords() {
    if (by.isBlank() || reason.isBlank()) {
      throw new CommandFailed(
          ExitCode.WRONG_USAGE,
          "A decision needs a name and a reason: --by and --reason must not be blank.");
    }
  }
}
