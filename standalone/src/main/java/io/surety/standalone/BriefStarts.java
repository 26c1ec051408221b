package io.surety.standalone;

import io.surety.featureservice.BriefFeatureService;
import io.surety.featurestore.FeatureStoreMigrations;
import io.surety.prediction.BriefPredictionService;
import io.surety.predictionlog.PredictionLogMigrations;
import io.surety.registry.RegistryMigrations;
import io.surety.runs.RunLogMigrations;
import io.surety.watch.WatchMigrations;
import io.surety.web.BriefStart;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Both services in this process, before a database that nobody answers for: they start all the
 * same, and answer that it is away. No requirement is that anything succeeds, only that as much as
 * possible of what a start uses is used.
 */
final class BriefStarts {

  private BriefStarts() {}

  static void run() {
    migrate(FeatureStoreMigrations::migrate);
    migrate(RegistryMigrations::migrate);
    migrate(RunLogMigrations::migrate);
    migrate(PredictionLogMigrations::migrate);
    migrate(WatchMigrations::migrate);
    try (BriefStart features = BriefFeatureService.start();
        BriefStart predictions = BriefPredictionService.start(features.address())) {
      BriefFeatureService.askEverything(features);
      BriefPredictionService.askEverything(predictions);
    }
  }

  private static void migrate(Consumer<DataSource> migration) {
    PGSimpleDataSource owner = new PGSimpleDataSource();
    owner.setUrl(BriefStart.databaseOfNobody());
    owner.setUser("nobody");
    owner.setPassword("none");
    try {
      migration.accept(owner);
    } catch (RuntimeException away) {
      // As it has to be.
    }
  }
}
