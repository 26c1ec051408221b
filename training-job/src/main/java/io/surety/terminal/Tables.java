package io.surety.terminal;

import io.surety.featurestore.FeatureStoreMigrations;
import io.surety.predictionlog.PredictionLogMigrations;
import io.surety.registry.RegistryMigrations;
import io.surety.runs.RunLogMigrations;
import io.surety.watch.WatchMigrations;
import javax.sql.DataSource;

/** The tables of every library that has some. */
public final class Tables {

  private Tables() {}

  /** Makes them, or brings them to this version; what is there stays. */
  public static void migrate(DataSource owner) {
    FeatureStoreMigrations.migrate(owner);
    RegistryMigrations.migrate(owner);
    RunLogMigrations.migrate(owner);
    PredictionLogMigrations.migrate(owner);
    WatchMigrations.migrate(owner);
  }
}
