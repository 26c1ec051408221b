package io.surety.prediction.champion;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Lets the watch look at the registry again and again, on a thread of its own. The first look ends
 * before the web server starts, so the first request finds the champion.
 */
final class ChampionRounds implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(ChampionRounds.class);

  private final ChampionWatch watch;
  private final Duration poll;
  private @Nullable ScheduledExecutorService rounds;

  ChampionRounds(ChampionWatch watch, ChampionSettings settings) {
    this.watch = watch;
    this.poll = settings.poll();
  }

  @Override
  public synchronized void start() {
    look();
    ScheduledExecutorService started =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("champion-watch").daemon().factory());
    Future<?> _ =
        started.scheduleWithFixedDelay(
            this::look, poll.toMillis(), poll.toMillis(), TimeUnit.MILLISECONDS);
    rounds = started;
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
    if (rounds != null) {
      rounds.shutdownNow();
      rounds = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return rounds != null;
  }

  /** Before the web server, which starts last. */
  @Override
  public int getPhase() {
    return 0;
  }
}
