package io.surety.watch;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Watches until it is closed. Of all watches on a database one looks and switches, elected anew
 * when it dies; any number may stand by, and takes over within some seconds.
 */
public final class Watch implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(15);

  private final DataSource source;
  private final WatchSettings settings;
  private final Clock clock;
  private final WatchNews news;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread looking;
  private final Thread telling;

  private Watch(DataSource source, WatchSettings settings, Clock clock, WatchNews news) {
    this.source = source;
    this.settings = settings;
    this.clock = clock;
    this.news = news;
    this.looking = Thread.ofPlatform().name("surety-watch").unstarted(this::run);
    this.telling =
        Thread.ofPlatform()
            .name("surety-webhook")
            .daemon()
            .unstarted(new Deliveries(source, settings.webhook(), news, stopped));
  }

  /**
   * Begins to watch, or to stand by.
   *
   * @param source gives connections of their own, not pooled ones, of a login with {@code
   *     surety_watcher}
   */
  public static Watch start(
      DataSource source, WatchSettings settings, Clock clock, WatchNews news) {
    Watch watch = new Watch(source, settings, clock, news);
    watch.looking.start();
    watch.telling.start();
    return watch;
  }

  /**
   * Looks once; empty when somebody else looks.
   *
   * @param source as for {@link #start}
   */
  public static Optional<Evaluator.Looks> once(
      DataSource source, WatchSettings settings, Clock clock) {
    try {
      Optional<Election> election = Election.tryWin(source, Election.WATCH);
      if (election.isEmpty()) {
        return Optional.empty();
      }
      try (Election office = election.get()) {
        return Optional.of(
            new Evaluator(office.source(), clock, settings.every(), settings.name()).look());
      }
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private void run() {
    try {
      do {
        try {
          Optional<Election> election = Election.tryWin(source, Election.WATCH);
          if (election.isPresent()) {
            try (Election office = election.get()) {
              lead(office);
            } finally {
              news.leading(false);
            }
          } else {
            news.standsBy();
          }
        } catch (SQLException failure) {
          news.failed(new IllegalStateException(failure));
        } catch (RuntimeException failure) {
          news.failed(failure);
        }
      } while (!stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  private void lead(Election office) throws InterruptedException {
    news.leading(true);
    Evaluator evaluator = new Evaluator(office.source(), clock, settings.every(), settings.name());
    while (office.isHeld()) {
      long began = System.nanoTime();
      Evaluator.Looks looks = evaluator.look();
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      news.looked(looks, took);
      Duration left = settings.every().minus(took);
      if (pauseIn(office, left.isNegative() ? Duration.ZERO : left)) {
        return;
      }
    }
  }

  /** Waits, and notices within a second that the office was lost; true when all is over. */
  private boolean pauseIn(Election office, Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    do {
      long left = Math.max(0, end - System.nanoTime());
      if (stopped.await(Math.min(left, PAUSE.toNanos()), TimeUnit.NANOSECONDS)) {
        return true;
      }
    } while (System.nanoTime() < end && office.isHeld());
    return false;
  }

  /** Ends watching; a look that is under way is finished. */
  @Override
  public void close() {
    stopped.countDown();
    try {
      telling.interrupt();
      looking.join(ENDS_WITHIN);
      telling.join(ENDS_WITHIN);
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }
}
