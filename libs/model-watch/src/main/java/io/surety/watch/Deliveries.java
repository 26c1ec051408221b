package io.surety.watch;

import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Tells events one after the other, each until it was taken, at least once. One teller at a time
 * among all watches, whoever looks. Where nobody is to be told, events are passed over.
 */
final class Deliveries implements Runnable {

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(1);
  private static final double JITTER = 0.2;

  private final DataSource source;
  private final @Nullable URI address;
  private final WatchNews news;
  private final CountDownLatch stopped;
  private final SplittableRandom jitter = new SplittableRandom();

  Deliveries(DataSource source, @Nullable URI address, WatchNews news, CountDownLatch stopped) {
    this.source = source;
    this.address = address;
    this.news = news;
    this.stopped = stopped;
  }

  @Override
  public void run() {
    try {
      do {
        try {
          Optional<Election> election = Election.tryWin(source, Election.WEBHOOK);
          if (election.isPresent()) {
            try (Election office = election.get()) {
              tell(office);
            }
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

  private void tell(Election office) throws InterruptedException {
    Events events = new Events(office.source());
    URI to = address;
    if (to == null) {
      do {
        events.next().ifPresent(event -> events.delivered(event.id()));
      } while (!stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS) && office.isHeld());
      return;
    }
    try (Webhook webhook = new Webhook(to)) {
      Duration backoff = PAUSE;
      while (stopped.getCount() > 0) {
        Optional<WatchEvent> next = events.next();
        Duration pause = PAUSE;
        if (next.isPresent()) {
          Optional<String> refused = webhook.tell(next.get());
          if (refused.isPresent()) {
            pause = jittered(backoff);
            news.refused(next.get(), refused.get(), pause);
            Duration doubled = backoff.multipliedBy(2);
            backoff = doubled.compareTo(LONGEST_BACKOFF) < 0 ? doubled : LONGEST_BACKOFF;
          } else {
            events.delivered(next.get().id());
            news.delivered(next.get());
            backoff = PAUSE;
            pause = Duration.ZERO;
          }
        }
        if (stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    }
  }

  private Duration jittered(Duration backoff) {
    double factor = 1 + JITTER * (2 * jitter.nextDouble() - 1);
    return Duration.ofMillis(Math.round(backoff.toMillis() * factor));
  }
}
