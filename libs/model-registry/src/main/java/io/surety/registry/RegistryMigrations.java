package io.surety.registry;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings the registry's tables, rules and roles to the state that this code needs. */
public final class RegistryMigrations {

  private static final String SCHEMA = "registry";

  private RegistryMigrations() {}

  /**
   * Migrates the schema {@code registry}, whose history lies inside it.
   *
   * @param owner connects as the owner of the schema, who may create roles or finds them created
   */
  public static void migrate(DataSource owner) {
    Flyway.configure()
        .dataSource(owner)
        .locations("classpath:db/model-registry")
        .schemas(SCHEMA)
        .defaultSchema(SCHEMA)
        .load()
        .migrate();
  }
}
