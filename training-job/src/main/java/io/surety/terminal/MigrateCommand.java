package io.surety.terminal;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings the tables of a database to this version. */
@Command(
    name = "migrate",
    description = "Makes the tables and roles of a database, or brings them to this version.",
    footer = {
      "",
      "Runs as the owner of the tables. A data directory is migrated by every command that opens it."
    })
final class MigrateCommand implements Callable<Integer> {

  private final Session session;

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  MigrateCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    try (OpenDatabase open = database.open(session);
        Activity step = session.console().step("Tables")) {
      Tables.migrate(open.as(Purpose.OWNING));
      step.done("feature_store, registry, run_log, prediction_log and model_watch are up to date");
    }
    return ExitCode.DONE.number();
  }
}
