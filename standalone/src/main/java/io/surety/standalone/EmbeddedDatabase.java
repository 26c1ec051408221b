package io.surety.standalone;

import io.surety.featurestore.FeatureStoreMigrations;
import io.surety.predictionlog.PredictionLogMigrations;
import io.surety.registry.RegistryMigrations;
import io.surety.terminal.OpenDatabase;
import io.surety.terminal.Purpose;
import io.surety.watch.WatchMigrations;
import java.nio.file.Path;
import javax.sql.DataSource;

/** The database of a data directory, its tables up to date and its logins in their groups. */
record EmbeddedDatabase(EmbeddedServer server) implements OpenDatabase {

  /** Joins or starts the server, and brings the tables to this version. */
  static EmbeddedDatabase open(DataDirectory directory) {
    EmbeddedServer server = EmbeddedServer.open(directory);
    try {
      DataSource owner = server.as(Login.OWNER);
      FeatureStoreMigrations.migrate(owner);
      RegistryMigrations.migrate(owner);
      PredictionLogMigrations.migrate(owner);
      WatchMigrations.migrate(owner);
      server.grantGroups();
      return new EmbeddedDatabase(server);
    } catch (RuntimeException failure) {
      server.close();
      throw failure;
    }
  }

  @Override
  public DataSource as(Purpose purpose) {
    return server.as(Login.of(purpose));
  }

  @Override
  public Path reports() {
    return server.directory().reports();
  }

  @Override
  public void close() {
    server.close();
  }
}
