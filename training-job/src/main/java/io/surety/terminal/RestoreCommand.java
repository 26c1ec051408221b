package io.surety.terminal;

import io.surety.backup.BackupFile;
import io.surety.backup.Restore;
import io.surety.featurestore.FeatureStoreMigrations;
import io.surety.predictionlog.PredictionLogMigrations;
import io.surety.registry.RegistryMigrations;
import io.surety.watch.WatchMigrations;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings a backup into an empty database. */
@Command(
    name = "restore",
    description = "Brings a backup into an empty database: all of it, or nothing.",
    footer = {
      "",
      "Times, ids and logins of all decisions are those that were saved. Runs as the owner of the",
      "tables; a database without tables gets them first."
    })
final class RestoreCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "FILE", description = "What './surety backup' wrote.")
  private Path file = Path.of("");

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  RestoreCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws SQLException {
    try (BackupFile backup = BackupFile.open(file)) {
      try (Activity step = session.console().step("Check")) {
        backup.verify((table, bytes) -> step.at(BackupSizes.progress(table, bytes)));
        step.done(
            "the backup of %s, %s, is whole"
                .formatted(
                    backup.manifest().database(), Moments.minute(backup.manifest().madeAt())));
      }
      try (OpenDatabase open = database.open(session);
          Activity step = session.console().step("Restore")) {
        DataSource owner = open.as(Purpose.OWNING);
        if (Restore.isEmpty(owner)) {
          // Also where a start was killed between them.
          FeatureStoreMigrations.migrate(owner);
          RegistryMigrations.migrate(owner);
          PredictionLogMigrations.migrate(owner);
          WatchMigrations.migrate(owner);
        }
        new Restore(owner, (table, bytes) -> step.at(BackupSizes.progress(table, bytes)))
            .from(backup);
        step.done(BackupSizes.contents(backup.manifest()));
      }
    }
    return ExitCode.DONE.number();
  }
}
