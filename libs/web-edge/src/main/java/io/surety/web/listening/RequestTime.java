package io.surety.web.listening;

import jakarta.servlet.ServletConnection;
import jakarta.servlet.ServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.ActionCode;

/** How long a request may last, for those who know more of it than that it came. */
public final class RequestTime {

  private RequestTime() {}

  /** Gives a request no more than so much time from now on. */
  public static void atMost(ServletRequest request, Duration time) {
    if (request.getServletConnection() instanceof Watched connection) {
      connection.watch().endWithin(time.toNanos(), false);
    }
  }

  /**
   * Lets a request last as long as its bytes come and go, but for the longest time of a stream.
   *
   * @param until when it ends at the latest, where its caller may stay no longer
   * @return whether it may; not when as many streams as may be are under way
   */
  public static boolean stream(ServletRequest request, Optional<Instant> until) {
    return !(request.getServletConnection() instanceof Watched connection)
        || connection.watch().stream(until.map(RequestTime::nanosTo).orElse(Long.MAX_VALUE));
  }

  /** Ends a request with its connection, where its answer can no longer become whole. */
  public static void endNow(ServletRequest request) {
    if (request.getServletConnection() instanceof Watched connection) {
      connection.watch().action(ActionCode.CLOSE_NOW, null);
    }
  }

  /**
   * When a request began to come, by {@link System#nanoTime()}; now where nobody watched it come.
   */
  public static long begunNanos(ServletRequest request) {
    return request.getServletConnection() instanceof Watched connection
        ? connection.watch().begunNanos()
        : System.nanoTime();
  }

  private static long nanosTo(Instant end) {
    return TimeUnit.NANOSECONDS.convert(Duration.between(Instant.now(), end));
  }

  /** A connection, and what watches over its requests. */
  record Watched(WatchedRequests watch, ServletConnection known) implements ServletConnection {

    @Override
    public String getConnectionId() {
      return known.getConnectionId();
    }

    @Override
    public String getProtocol() {
      return known.getProtocol();
    }

    @Override
    public String getProtocolConnectionId() {
      return known.getProtocolConnectionId();
    }

    @Override
    public boolean isSecure() {
      return known.isSecure();
    }
  }
}
