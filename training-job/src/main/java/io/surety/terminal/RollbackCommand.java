package io.surety.terminal;

import io.surety.registry.Alias;
import io.surety.registry.ModelVersion;
import io.surety.registry.Models;
import io.surety.registry.PostgresBreakers;
import io.surety.registry.PostgresModels;
import io.surety.registry.Signature;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Serves again what was served before. */
@Command(
    name = "rollback",
    description = "Serves again the version that was served before the present one.")
final class RollbackCommand implements Callable<Integer> {

  private final Session session;

  @Option(
      names = "--alias",
      paramLabel = "ALIAS",
      defaultValue = "champion",
      converter = AliasConverter.class,
      description = "Which alias goes back. Default: ${DEFAULT-VALUE}.")
  private Alias alias = Alias.CHAMPION;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "Of which model; can be left out where there is only one.")
  private @Nullable String model;

  @Option(
      names = "--automatic",
      description = "Records it as decided by a program, by the rule that --reason states.")
  private boolean automatic;

  @Mixin private DecisionOptions decision = new DecisionOptions();

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  RollbackCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Signature by = automatic ? decision.signature.signAsProgram() : decision.signature.sign();
    try (OpenDatabase open = decision.database.open(session)) {
      DataSource source = open.as(Purpose.DECIDING);
      Models models = new PostgresModels(source);
      String name = model == null ? WrittenVersion.onlyModel(models, "rollback") : model;
      ModelVersion now = models.rollback(name, alias, by);
      session
          .console()
          .print(
              "%s is the %s again; %s"
                  .formatted(
                      now, alias, BreakerWords.effect(new PostgresBreakers(source), now, alias)));
    }
    return ExitCode.DONE.number();
  }
}
