package io.surety.featurestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.surety.feature.Basis;
import io.surety.feature.UserId;
import java.sql.SQLTransientConnectionException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BatchedFeaturesTest extends FeaturesContract {

  @Override
  Features features() {
    return new BatchedFeatures(new NaiveFeatures(LOANS));
  }

  @Test
  void tellsThatTheDatabaseIsAwayWhenItAnswersNobody() throws Exception {
    CountDownLatch stall = new CountDownLatch(1);
    CountDownLatch stuck = new CountDownLatch(BatchedFeatures.AT_ONCE);
    Features stalling = new BatchedFeatures(new Stalling(stuck, stall));
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int caller = 0; caller < BatchedFeatures.AT_ONCE; caller++) {
        callers.execute(() -> find(stalling));
      }
      assertThat(stuck.await(10, TimeUnit.SECONDS)).as("all that may be are stuck").isTrue();
      assertThatExceptionOfType(FeaturesUnavailable.class)
          .isThrownBy(() -> find(stalling))
          .withMessage("The features could not be read from the database in time.")
          .withCauseInstanceOf(SQLTransientConnectionException.class);
      stall.countDown();
    }
    assertThat(find(stalling)).isEmpty();
  }

  private static Optional<UserFeatures> find(Features features) {
    return features.find(new UserId(7), LocalDate.EPOCH, Basis.LATEST_LOAN);
  }

  /** Knows nobody, and says so when it may. */
  private record Stalling(CountDownLatch stuck, CountDownLatch stall) implements Features {

    @Override
    public Optional<UserFeatures> find(UserId user, LocalDate asOf, Basis basis) {
      return findAll(List.of(user), asOf, basis).getFirst();
    }

    @Override
    public List<Optional<UserFeatures>> findAll(List<UserId> users, LocalDate asOf, Basis basis) {
      stuck.countDown();
      try {
        stall.await();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
      return users.stream().map(_ -> Optional.<UserFeatures>empty()).toList();
    }
  }
}
