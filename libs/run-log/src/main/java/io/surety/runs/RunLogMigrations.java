package io.surety.runs;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings the tables of the run log, their rules and roles to the state that this code needs. */
public final class RunLogMigrations {

  private static final String SCHEMA = "run_log";

  private RunLogMigrations() {}

  /**
   * Migrates the schema {@code run_log}, whose history lies inside it.
   *
   * @param owner connects as the owner of the schema, who may create roles or finds them created
   */
  public static void migrate(DataSource owner) {
    Flyway.configure()
        .dataSource(owner)
        .locations("classpath:db/run-log")
        .schemas(SCHEMA)
        .defaultSchema(SCHEMA)
        .load()
        .migrate();
  }
}
