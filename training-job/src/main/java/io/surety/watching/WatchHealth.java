package io.surety.watching;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.surety.watch.Evaluator;
import io.surety.watch.WatchEvent;
import io.surety.watch.WatchNews;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Whether a watch goes on, for whoever restarts it. It is alive while it looks, stands by, or fails
 * and tries again: a database that is away is no reason to restart it, but a watch that holds its
 * office and does nothing any more keeps every other from looking. It is ready when its last try
 * reached the database.
 */
public final class WatchHealth implements WatchNews, HttpHandler {

  /** A look waits for a statement at most half a minute, and takes a handful of them. */
  private static final Duration SLOWEST_LOOK = Duration.ofMinutes(5);

  private static final String LIVENESS = "/health/liveness";
  private static final String READINESS = "/health/readiness";
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int UNAVAILABLE = 503;

  private final Clock clock;
  private final Duration patience;
  private volatile Instant lastTurn;
  private volatile boolean reached;

  /**
   * Of a watch that begins now.
   *
   * @param every the time from one look to the next
   */
  public WatchHealth(Clock clock, Duration every) {
    this.clock = clock;
    this.patience = SLOWEST_LOOK.plus(every.multipliedBy(2));
    this.lastTurn = clock.instant();
  }

  /** Whether it did anything within the time that its slowest look may take. */
  boolean isAlive() {
    return Duration.between(lastTurn, clock.instant()).compareTo(patience) <= 0;
  }

  /** Whether its last try reached the database. */
  boolean isReady() {
    return reached && isAlive();
  }

  @Override
  public void leading(boolean now) {
    turned(true);
  }

  @Override
  public void standsBy() {
    turned(true);
  }

  @Override
  public void looked(Evaluator.Looks looks, Duration took) {
    turned(true);
  }

  @Override
  public void failed(RuntimeException failure) {
    turned(false);
  }

  @Override
  public void delivered(WatchEvent event) {}

  @Override
  public void refused(WatchEvent event, String because, Duration again) {}

  private void turned(boolean well) {
    reached = well;
    lastTurn = clock.instant();
  }

  @Override
  public void handle(HttpExchange asked) throws IOException {
    try (asked) {
      switch (asked.getRequestURI().getPath()) {
        case LIVENESS -> answer(asked, isAlive() ? OK : UNAVAILABLE, alive());
        case READINESS -> answer(asked, isReady() ? OK : UNAVAILABLE, ready());
        default ->
            answer(
                asked, NOT_FOUND, "Here are /metrics, %s and %s.".formatted(LIVENESS, READINESS));
      }
    }
  }

  private String alive() {
    return isAlive() ? "It goes on." : "Nothing was heard of it since %s.".formatted(lastTurn);
  }

  private String ready() {
    return reached ? alive() : "Its last try did not reach the database; its log says why.";
  }

  private static void answer(HttpExchange asked, int status, String text) throws IOException {
    byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
    asked.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    asked.sendResponseHeaders(status, body.length);
    asked.getResponseBody().write(body);
  }
}
