package io.surety.featurestore;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.feature.Feature;
import io.surety.loans.TestStore;
import io.surety.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class FeatureStoreMigrationsIT {

  @Test
  void migratesAnEmptyDatabaseAndThenDoesNothing() {
    try (TestStore store = new TestStore()) {
      List<String> history =
          store.rows("SELECT version, success FROM feature_store.flyway_schema_history");

      FeatureStoreMigrations.migrate(store.owner());

      assertThat(store.rows("SELECT version, success FROM feature_store.flyway_schema_history"))
          .isEqualTo(history)
          .contains("1,t", "2,t", "3,t");
    }
  }

  @Test
  void migratesSeveralDatabasesOfOneServerAtOnce() throws Exception {
    List<TestDatabase> databases = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      databases.add(TestDatabase.create());
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> migrations = new ArrayList<>();
      for (TestDatabase database : databases) {
        migrations.add(threads.submit(() -> FeatureStoreMigrations.migrate(database.owner())));
        migrations.add(threads.submit(() -> FeatureStoreMigrations.migrate(database.owner())));
      }
      for (Future<?> migration : migrations) {
        migration.get();
      }
    } finally {
      databases.forEach(TestDatabase::close);
    }
  }

  @Test
  void namesTheStoredFeaturesAsTheContractDoes() {
    try (TestStore store = new TestStore()) {
      List<String> columns =
          store.rows(
              """
              SELECT column_name
              FROM information_schema.columns
              WHERE table_schema = 'feature_store' AND table_name = 'loan_features'
              """);

      assertThat(columns)
          .contains(
              Feature.NB_PREVIOUS_LOANS.featureName(),
              Feature.AVG_AMOUNT_LOANS_PREVIOUS.featureName(),
              Feature.FLAG_OWN_CAR.featureName())
          .containsExactlyInAnyOrder(FeatureStatement.COLUMNS.split(", "));
    }
  }

  @Test
  void countsYearsOf365Days() {
    try (TestStore store = new TestStore()) {
      assertThat(
              store.rows(
                  """
                  SELECT feature_store.years_between('2020-01-01', '2020-12-30'),
                      feature_store.years_between('2020-01-01', '2020-12-31'),
                      feature_store.years_between('2020-01-01', '2020-01-01'),
                      feature_store.years_between('2020-01-02', '2020-01-01'),
                      feature_store.years_between('3021-09-18', '2020-01-01'),
                      feature_store.years_between(NULL, '2020-01-01')
                  """))
          .containsExactly("0,1,0,null,null,null");
    }
  }
}
