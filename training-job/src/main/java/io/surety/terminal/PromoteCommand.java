package io.surety.terminal;

import io.surety.registry.Alias;
import io.surety.registry.ModelVersion;
import io.surety.registry.Models;
import io.surety.registry.PostgresBreakers;
import io.surety.registry.PostgresModels;
import io.surety.registry.Signature;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Serves an approved version. */
@Command(name = "promote", description = "Serves an approved version under an alias.")
final class PromoteCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "VERSION", description = WrittenVersion.DESCRIPTION)
  private String version = "";

  @Option(
      names = "--to",
      required = true,
      paramLabel = "ALIAS",
      converter = AliasConverter.class,
      description = "What it becomes; champion answers every request.")
  private Alias alias = Alias.CHAMPION;

  @Mixin private DecisionOptions decision = new DecisionOptions();

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  PromoteCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Signature by = decision.signature.sign();
    try (OpenDatabase open = decision.database.open(session)) {
      DataSource source = open.as(Purpose.DECIDING);
      Models models = new PostgresModels(source);
      ModelVersion meant = new WrittenVersion(version).meant(models);
      models.promote(meant, alias, by);
      session
          .console()
          .print(
              "%s is the %s now; %s"
                  .formatted(
                      meant,
                      alias,
                      BreakerWords.effect(new PostgresBreakers(source), meant, alias)));
    }
    return ExitCode.DONE.number();
  }
}
