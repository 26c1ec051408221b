package io.surety.prediction.champion;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Lets the watch look at the registry again and again, on a thread of its own. The first look
 * begins with this object, while the rest of the service is still being made, and ends before the
 * web server starts, so the first request finds the champion.
 */
final class ChampionRounds implements SmartLifecycle, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ChampionRounds.class);

  private final ChampionWatch watch;
  private final Duration poll;
  private ScheduledExecutorService thread;
  private Future<?> firstLook;
  private boolean running;

  ChampionRounds(ChampionWatch watch, ChampionSettings settings) {
    this.watch = watch;
    this.poll = settings.poll();
    this.thread = newThread();
    this.firstLook = thread.submit(this::look);
  }

  private static ScheduledExecutorService newThread() {
    return Executors.newSingleThreadScheduledExecutor(
        Thread.ofPlatform().name("champion-watch").daemon().factory());
  }

  @Override
  public synchronized void start() {
    if (thread.isShutdown()) {
      thread = newThread();
      firstLook = thread.submit(this::look);
    }
    waitForFirstLook();
    Future<?> _ =
        thread.scheduleWithFixedDelay(
            this::look, poll.toMillis(), poll.toMillis(), TimeUnit.MILLISECONDS);
    running = true;
  }

  private void waitForFirstLook() {
    try {
      firstLook.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** One failed round must not end the rounds, whatever made it fail. */
  private void look() {
    try {
      watch.look();
    } catch (Throwable failure) {
      LOG.error("champion_round_failed", failure);
    }
  }

  @Override
  public synchronized void stop() {
    running = false;
    thread.shutdownNow();
  }

  /** Ends the thread also of a service that never came to start. */
  @Override
  public void close() {
    stop();
  }

  @Override
  public synchronized boolean isRunning() {
    return running;
  }

  /** Before the web server, which starts last. */
  @Override
  public int getPhase() {
    return 0;
  }
}
