package io.surety.predictionlog;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Brings the schema {@code prediction_log} of a database to this version: tables, functions, and
 * the group roles that may use them.
 */
public final class PredictionLogMigrations {

  private static final String SCHEMA = "prediction_log";

  private PredictionLogMigrations() {}

  /**
   * Applies what is missing; does nothing when nothing is.
   *
   * @param owner connects as the owner of the schema, who may create roles or finds them created
   */
  public static void migrate(DataSource owner) {
    Flyway.configure()
        .dataSource(owner)
        .locations("classpath:db/prediction-log")
        .schemas(SCHEMA)
        .defaultSchema(SCHEMA)
        .load()
        .migrate();
  }
}
