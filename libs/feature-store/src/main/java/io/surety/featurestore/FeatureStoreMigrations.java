package io.surety.featurestore;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Brings the schema {@code feature_store} of a database to this version: tables, the function of
 * years, and the group roles {@code surety_feature_reader} and {@code surety_trainer}.
 */
public final class FeatureStoreMigrations {

  static final String SCHEMA = "feature_store";

  private FeatureStoreMigrations() {}

  /**
   * Applies what is missing; does nothing when nothing is. Safe beside other migrations of the same
   * server.
   *
   * @param owner connects as the owner of the schema, who may create roles if they are not there
   */
  public static void migrate(DataSource owner) {
    Flyway.configure()
        .dataSource(owner)
        .schemas(SCHEMA)
        .defaultSchema(SCHEMA)
        .locations("classpath:db/feature-store")
        .load()
        .migrate();
  }
}
