package io.surety.terminal;

import io.surety.registry.ModelVersion;
import io.surety.registry.Models;
import io.surety.registry.PostgresModels;
import io.surety.registry.Signature;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Permits serving a version. */
@Command(
    name = "approve",
    description = "Permits serving a version; promoting it serves it.",
    footer = {
      "",
      "A version that failed a gate is not approved (exit code 3) unless --override says that the",
      "reason holds for that too. Who proposed a version cannot approve it."
    })
final class ApproveCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "VERSION", description = WrittenVersion.DESCRIPTION)
  private String version = "";

  @Option(
      names = "--override",
      description = "Approves although a gate was not passed; the reason is recorded with it.")
  private boolean override;

  @Mixin private DecisionOptions decision = new DecisionOptions();

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  ApproveCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Signature by = decision.signature.sign();
    try (OpenDatabase open = decision.database.open(session)) {
      Models models = new PostgresModels(open.as(Purpose.DECIDING));
      ModelVersion meant = new WrittenVersion(version).meant(models);
      models.approve(meant, by, override ? Optional.of(by.reason()) : Optional.empty());
      session.console().print(meant + " is approved, and not yet served.");
      session
          .console()
          .print(
              "Next    ./surety promote %s --to champion --by NAME --reason TEXT%s"
                  .formatted(meant, decision.database.repeated()));
    }
    return ExitCode.DONE.number();
  }
}
