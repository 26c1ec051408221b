package io.surety.terminal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command that has all others below it. */
@Command(
    name = "surety",
    description = "Turns a table of loans into audited credit decisions.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done, but a gate was not passed, a rule of",
      "a breaker is broken, or features differ.",
      "'surety COMMAND --help' tells more; SURETY_DEBUG=1 shows where an error came from."
    })
final class SuretyCommand implements Runnable {

  @Spec CommandSpec spec = CommandSpec.create();

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A command is missing.");
  }
}
