package io.surety.featurestore;

import io.surety.feature.Basis;
import io.surety.feature.UserId;
import io.surety.loans.TestLoan;
import io.surety.loans.TestStore;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A snapshot of an earlier moment finds users as the service did then. */
class SnapshotFeaturesIT extends FeaturesContract {

  private static TestStore store;
  private static FeatureSnapshot then;

  @BeforeAll
  static void load() {
    store = new TestStore();
    Instant first = store.load(LOANS.toArray(TestLoan[]::new)).knownAt();
    store.pass(Duration.ofDays(1));
    store.load(LOANS.stream().map(loan -> loan.withAmount(7)).toArray(TestLoan[]::new));
    then = FeatureSnapshot.open(store.trainer(), Optional.of(first));
  }

  @AfterAll
  static void close() {
    then.close();
    store.close();
  }

  @Override
  Features features() {
    return new Features() {
      @Override
      public Optional<UserFeatures> find(UserId user, LocalDate asOf, Basis basis) {
        return findAll(List.of(user), asOf, basis).getFirst();
      }

      @Override
      public List<Optional<UserFeatures>> findAll(List<UserId> users, LocalDate asOf, Basis basis) {
        return then.findAll(users, asOf, basis);
      }
    };
  }
}
