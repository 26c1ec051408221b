package io.surety.featurestore;

import io.surety.loans.TestLoan;
import io.surety.loans.TestStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresFeaturesIT extends FeaturesContract {

  private static TestStore store;
  private static Features features;

  @BeforeAll
  static void load() {
    store = new TestStore();
    store.load(LOANS.toArray(TestLoan[]::new));
    features = new PostgresFeatures(store.login("surety_feature_reader"));
  }

  @AfterAll
  static void close() {
    store.close();
  }

  @Override
  Features features() {
    return features;
  }
}
