package io.surety.terminal;

import io.surety.registry.Alias;
import io.surety.registry.Breakers;
import io.surety.registry.ModelVersion;
import io.surety.registry.PostgresBreakers;
import io.surety.registry.PostgresModels;
import io.surety.registry.Signature;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets a version answer again by hand. */
@Command(
    name = "close",
    description = "Lets a version answer again, whether it has proved itself or not.",
    footer = {
      "",
      "Whoever watches opens it again when the rules of the model's spec are still broken. A version",
      "that no alias points at can be closed too; it may be a fallback again then."
    })
final class BreakerCloseCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "VERSION", description = WrittenVersion.DESCRIPTION)
  private String version = "";

  @Option(
      names = "--alias",
      paramLabel = "ALIAS",
      defaultValue = "champion",
      converter = AliasConverter.class,
      description = "Under which alias. Default: ${DEFAULT-VALUE}.")
  private Alias alias = Alias.CHAMPION;

  @Mixin private DecisionOptions decision = new DecisionOptions();

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  BreakerCloseCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Signature by = decision.signature.sign();
    try (OpenDatabase open = decision.database.open(session)) {
      DataSource source = open.as(Purpose.DECIDING);
      ModelVersion meant = new WrittenVersion(version).meant(new PostgresModels(source));
      Breakers breakers = new PostgresBreakers(source);
      breakers.close(meant, alias, by, Optional.empty());
      session
          .console()
          .print(
              breakers.find(meant, alias).served()
                  ? "%s answers as %s again; running services follow within two seconds."
                      .formatted(meant, alias)
                  : "%s is cleared; it is not %s now, and may answer instead of other versions."
                      .formatted(meant, alias));
    }
    return ExitCode.DONE.number();
  }
}
