package io.surety.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class RegistryMigrationsIT {

  @Test
  void migratesTwiceWithoutLosingAnything() {
    try (TestRegistry registry = TestRegistry.create()) {
      ModelVersion version = registry.approved(TestRegistry.newModel());

      RegistryMigrations.migrate(registry.owner());

      assertThat(registry.asTrainer().find(version)).isPresent();
    }
  }

  @Test
  void keepsItsHistoryInItsOwnSchema() {
    try (TestRegistry registry = TestRegistry.create()) {
      assertThat(
              JdbcClient.create(registry.owner())
                  .sql(
                      """
                      SELECT table_schema
                      FROM information_schema.tables
                      WHERE table_schema NOT IN ('pg_catalog', 'information_schema')
                      GROUP BY table_schema
                      """)
                  .query(String.class)
                  .list())
          .containsExactly("registry");
    }
  }
}
