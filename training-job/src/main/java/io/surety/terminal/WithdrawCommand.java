package io.surety.terminal;

import io.surety.registry.Alias;
import io.surety.registry.ModelVersion;
import io.surety.registry.Models;
import io.surety.registry.PostgresModels;
import io.surety.registry.Signature;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Points an alias nowhere again. */
@Command(
    name = "withdraw",
    description = "Takes an alias away: no version is it any more, and no rollback leads back.",
    footer = {
      "",
      "Without a canary, services that serve the canary refuse; without a champion, nothing that",
      "asks the champion is answered, until somebody promotes an approved version."
    })
final class WithdrawCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(
      paramLabel = "ALIAS",
      converter = AliasConverter.class,
      description = "Which alias is taken away, such as canary.")
  private Alias alias = Alias.CANARY;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "Of which model; can be left out where there is only one.")
  private @Nullable String model;

  @Mixin private DecisionOptions decision = new DecisionOptions();

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  WithdrawCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Signature by = decision.signature.sign();
    try (OpenDatabase open = decision.database.open(session)) {
      Models models = new PostgresModels(open.as(Purpose.DECIDING));
      String name = model == null ? WrittenVersion.onlyModel(models, "withdraw") : model;
      ModelVersion before = models.withdraw(name, alias, by);
      session
          .console()
          .print(
              "%s is the %s no more; services that serve the %s answer no request until another version is promoted."
                  .formatted(before, alias, alias));
    }
    return ExitCode.DONE.number();
  }
}
