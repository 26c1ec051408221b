package io.surety.watch;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Brings the schema {@code model_watch} of a database to this version: measurements, events, and
 * the group roles that may use them.
 */
public final class WatchMigrations {

  private static final String SCHEMA = "model_watch";

  private WatchMigrations() {}

  /**
   * Applies what is missing; does nothing when nothing is.
   *
   * @param owner connects as the owner of the schema, who may create roles or finds them created
   */
  public static void migrate(DataSource owner) {
    Flyway.configure()
        .dataSource(owner)
        .locations("classpath:db/model-watch")
        .schemas(SCHEMA)
        .defaultSchema(SCHEMA)
        .load()
        .migrate();
  }
}
