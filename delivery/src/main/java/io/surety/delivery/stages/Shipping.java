package io.surety.delivery.stages;

import io.surety.terminal.CommandFailed;
import io.surety.terminal.ExitCode;
import java.util.Optional;

/** Finds the act for the name of a stage. */
public record Shipping(Destination destination, Everywhere everywhere) {

  /** Does what a stage says. */
  public void ship(StageName stage, Optional<Environment> environment) {
    switch (stage) {
      case TOOLS -> destination.tools();
      case VERIFY -> everywhere.verify();
      case EVIDENCE -> everywhere.evidence();
      case IMAGES -> destination.images();
      case TRAIN -> destination.train(require(environment, stage));
      case APPROVE -> destination.approve(require(environment, stage));
      case DEPLOY -> destination.deploy(require(environment, stage));
      case SMOKE -> destination.smoke(require(environment, stage));
      case CANARY -> destination.canary(require(environment, stage));
      case PROMOTE -> destination.promote(require(environment, stage));
      case WITHDRAW -> destination.withdraw(require(environment, stage));
      case ROLLBACK -> destination.rollback(require(environment, stage));
      case INFRA_PLAN -> destination.planInfrastructure(require(environment, stage));
      case INFRA_APPLY -> destination.applyInfrastructure(require(environment, stage));
    }
  }

  private static Environment require(Optional<Environment> environment, StageName stage) {
    return environment.orElseThrow(() ->
        new CommandFailed(
            ExitCode.WRONG_USAGE,
            "The stage %s is about one environment: add --environment dev, test or prod."
                .formatted(stage)));
  }
}
