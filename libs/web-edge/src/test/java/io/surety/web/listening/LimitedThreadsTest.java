package io.surety.web.listening;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LimitedThreadsTest {

  private static final long PATIENCE_SECONDS = 10;

  @Test
  void noMoreWorkAtOnceThanTheNumberAndAllOfThemInTheEnd() throws InterruptedException {
    LimitedThreads threads = new LimitedThreads("test-", 3);
    Semaphore begun = new Semaphore(0);
    CountDownLatch goOn = new CountDownLatch(1);
    for (int i = 0; i < 10; i++) {
      threads.execute(() -> {
        begun.release();
        awaitQuietly(goOn);
      });
    }
    assertThat(begun.tryAcquire(3, PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(begun.tryAcquire(100, TimeUnit.MILLISECONDS)).as("a fourth").isFalse();
    goOn.countDown();
    assertThat(begun.tryAcquire(7, PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whoFailsMakesRoom() throws InterruptedException {
    LimitedThreads threads = new LimitedThreads("test-", 1);
    CountDownLatch second = new CountDownLatch(1);
    threads.execute(() -> {
      Thread.currentThread().setUncaughtExceptionHandler((_, _) -> {});
      throw new IllegalStateException("on purpose");
    });
    threads.execute(second::countDown);
    assertThat(second.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
