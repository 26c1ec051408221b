package io.surety.terminal;

import io.surety.registry.Alias;
import io.surety.registry.Breakers;
import io.surety.registry.ModelVersion;
import io.surety.registry.PostgresBreakers;
import io.surety.registry.PostgresModels;
import io.surety.registry.Signature;
import javax.sql.DataSource;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What switching a breaker by hand asks for: whose breaker it is, and who decides and why. */
final class SwitchOptions {

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

  /** Switches a breaker, and says in a sentence what came of it. */
  interface Switching {
    String run(Breakers breakers, ModelVersion version, Alias alias, Signature by);
  }

  /** Switches the breaker that is meant, and prints the sentence. */
  int run(Session session, Switching switching) {
    Signature by = decision.signature.sign();
    try (OpenDatabase open = decision.database.open(session)) {
      DataSource source = open.as(Purpose.DECIDING);
      ModelVersion meant = new WrittenVersion(version).meant(new PostgresModels(source));
      session.console().print(switching.run(new PostgresBreakers(source), meant, alias, by));
    }
    return ExitCode.DONE.number();
  }
}
