package io.surety.terminal;

import io.surety.registry.Alias;
import io.surety.registry.Breakers;
import io.surety.registry.ModelVersion;
import io.surety.registry.PolicyAnswer;
import io.surety.registry.PostgresBreakers;
import io.surety.registry.PostgresModels;
import io.surety.registry.Signature;
import io.surety.registry.Substitute;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a version out of service by hand. */
@Command(
    name = "open",
    description = "Takes a version out of service while its alias still points at it.",
    footer = {
      "",
      "Without --fallback and --policy the version that was served before answers, or one before",
      "that, whose own breaker is closed; without any, everybody is referred. Opening again has",
      "somebody else answer. Running services follow within two seconds, and say so in every answer."
    })
final class BreakerOpenCommand implements Callable<Integer> {

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

  @Option(
      names = "--fallback",
      paramLabel = "N",
      description = "The number of the approved version that is to answer instead.")
  private @Nullable Integer fallback;

  @Option(
      names = "--policy",
      paramLabel = "ANSWER",
      description =
          "refer or decline: what everybody is answered; with --fallback, what is answered where"
              + " that version cannot be served.")
  private @Nullable PolicyAnswer policy;

  @Mixin private DecisionOptions decision = new DecisionOptions();

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  BreakerOpenCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Signature by = decision.signature.sign();
    try (OpenDatabase open = decision.database.open(session)) {
      DataSource source = open.as(Purpose.DECIDING);
      ModelVersion meant = new WrittenVersion(version).meant(new PostgresModels(source));
      Breakers breakers = new PostgresBreakers(source);
      breakers.open(meant, alias, substitute(), by, Optional.empty());
      session
          .console()
          .print(
              "%s is out of service as %s: %s. Running services follow within two seconds."
                  .formatted(meant, alias, BreakerWords.answers(breakers.find(meant, alias))));
    }
    return ExitCode.DONE.number();
  }

  private Substitute substitute() {
    if (fallback != null) {
      return new Substitute.Version(fallback, Optional.ofNullable(policy));
    }
    return policy == null ? Substitute.standby() : new Substitute.Policy(policy);
  }
}
