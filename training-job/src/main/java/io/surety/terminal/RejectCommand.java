package io.surety.terminal;

import io.surety.registry.ModelVersion;
import io.surety.registry.Models;
import io.surety.registry.PostgresModels;
import io.surety.registry.Signature;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Rules a version out for good. */
@Command(name = "reject", description = "Rules a version out; it will never be served.")
final class RejectCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "VERSION", description = WrittenVersion.DESCRIPTION)
  private String version = "";

  @Mixin private DecisionOptions decision = new DecisionOptions();

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  RejectCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Signature by = decision.signature.sign();
    try (OpenDatabase open = decision.database.open(session)) {
      Models models = new PostgresModels(open.as(Purpose.DECIDING));
      ModelVersion meant = new WrittenVersion(version).meant(models);
      models.reject(meant, by);
      session.console().print(meant + " is rejected.");
    }
    return ExitCode.DONE.number();
  }
}
