package io.surety.terminal;

import io.surety.registry.PolicyAnswer;
import io.surety.registry.Substitute;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

  @Mixin private SwitchOptions breaker = new SwitchOptions();

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  BreakerOpenCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    return breaker.run(
        session,
        (breakers, version, alias, by) -> {
          breakers.open(version, alias, substitute(), by, Optional.empty());
          return "%s is out of service as %s: %s. Running services follow within two seconds."
              .formatted(version, alias, BreakerWords.answers(breakers.find(version, alias)));
        });
  }

  private Substitute substitute() {
    if (fallback != null) {
      return new Substitute.Version(fallback, Optional.ofNullable(policy));
    }
    return policy == null ? Substitute.standby() : new Substitute.Policy(policy);
  }
}
