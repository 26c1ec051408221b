package io.surety.delivery.training;

import io.surety.delivery.stages.Environment;
import io.surety.delivery.tools.Toolbox.Answer;
import io.surety.terminal.CommandFailed;

/**
 * Brings the tables of an environment up to date before the new training image works with them.
 * What serves there meanwhile is the older one: a migration adds, and takes nothing away.
 */
public record Migration(Desks desks) {

  /** Migrates; there is nothing to do when all is up to date. */
  public void migrate(Environment environment) {
    try (Desk desk = desks.open(environment, Desks.Work.MIGRATION)) {
      Answer answer = desk.surety("migrate");
      if (!answer.ok()) {
        throw new CommandFailed(
            "The tables of %s could not be brought up to date (exit code %d), so nothing was trained; the lines above say why."
                .formatted(environment, answer.exit()));
      }
    }
  }
}
