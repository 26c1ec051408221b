package io.surety.prediction.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.surety.web.TooManyBodies;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ManyRowsTest {

  private final ManyRows manyRows = new ManyRows(250);
  private final CountDownLatch held = new CountDownLatch(2);
  private final CountDownLatch letGo = new CountDownLatch(1);

  @Test
  void whoHasFewRowsNeverWaits() throws Exception {
    CompletableFuture<Void> two = twoAreDecided();

    assertThat(manyRows.decide(99, () -> "decided")).isEqualTo("decided");

    letGo.countDown();
    two.join();
  }

  @Test
  void whoHasManyWaitsForRoom() throws Exception {
    CompletableFuture<Void> two = twoAreDecided();
    AtomicInteger decided = new AtomicInteger();
    CompletableFuture<Integer> third =
        CompletableFuture.supplyAsync(() -> decide(decided::incrementAndGet));
    assertThat(decided).hasValue(0);

    letGo.countDown();

    assertThat(third.join()).isEqualTo(1);
    two.join();
  }

  @Test
  void whoWaitsForTooLongIsToldSo() throws Exception {
    CompletableFuture<Void> two = twoAreDecided();

    assertThatExceptionOfType(TooManyBodies.class)
        .isThrownBy(() -> manyRows.decide(100, () -> "decided"));

    letGo.countDown();
    two.join();
  }

  @Test
  void whoHasMoreThanThereIsRoomForIsLetInAlone() throws Exception {
    assertThat(manyRows.decide(10_000, () -> "decided")).isEqualTo("decided");
  }

  @Test
  void whoFailsMakesRoom() throws Exception {
    for (int failing = 0; failing < 3; failing++) {
      assertThatIllegalStateException()
          .isThrownBy(() ->
              manyRows.decide(
                  100,
                  () -> {
                    throw new IllegalStateException("broken");
                  }));
    }
    assertThat(manyRows.decide(100, () -> "decided")).isEqualTo("decided");
  }

  private CompletableFuture<Void> twoAreDecided() throws InterruptedException {
    CompletableFuture<Void> two =
        CompletableFuture.allOf(
            CompletableFuture.runAsync(() -> decide(this::hold), Thread::startVirtualThread),
            CompletableFuture.runAsync(() -> decide(this::hold), Thread::startVirtualThread));
    held.await();
    return two;
  }

  private int decide(Supplier<Integer> work) {
    try {
      return manyRows.decide(100, work);
    } catch (TooManyBodies refused) {
      throw new IllegalStateException(refused);
    }
  }

  private int hold() {
    held.countDown();
    try {
      letGo.await();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }
}
