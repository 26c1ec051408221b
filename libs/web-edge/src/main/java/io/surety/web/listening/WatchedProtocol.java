package io.surety.web.listening;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 as Tomcat speaks it, but with an end to every request. Tomcat's own limits begin anew
 * with every byte, so that a caller who sends or reads drop by drop stays for ever, whatever reads
 * or writes meanwhile. Here requests are looked at from outside, and those that last too long lose
 * their connection.
 */
public final class WatchedProtocol extends Http11NioProtocol {

  private static final long BETWEEN_LOOKS_MILLIS = 500;

  /** So many may be in the middle of their headers, with some 40 KB of buffers each. */
  private static final int MOST_IN_HEADERS = 128;

  private final Set<WatchedRequests> all =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
  private final AtomicInteger inHeaders = new AtomicInteger();
  private volatile long headerNanos = Duration.ofSeconds(10).toNanos();
  private volatile long requestNanos = Duration.ofSeconds(60).toNanos();
  private @Nullable ScheduledFuture<?> watch;

  /** Sets the most time from the first byte of a request to the end of its headers. */
  void setHeaderTime(Duration most) {
    headerNanos = most.toNanos();
  }

  /** Sets the most time from the first byte of a request to the last of its answer. */
  void setRequestTime(Duration most) {
    requestNanos = most.toNanos();
  }

  long requestNanos() {
    return requestNanos;
  }

  @Override
  protected Processor createProcessor() {
    WatchedRequests processor = new WatchedRequests(this, getAdapter());
    all.add(processor);
    return processor;
  }

  /** Whether one more connection may wait for the rest of its headers. */
  boolean mayWaitForHeaders() {
    return inHeaders.incrementAndGet() <= MOST_IN_HEADERS;
  }

  @Override
  public void start() throws Exception {
    super.start();
    watch =
        getUtilityExecutor()
            .scheduleWithFixedDelay(
                this::look, BETWEEN_LOOKS_MILLIS, BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() throws Exception {
    ScheduledFuture<?> begun = watch;
    if (begun != null) {
      begun.cancel(false);
    }
    super.stop();
  }

  private void look() {
    long now = System.nanoTime();
    int waiting = 0;
    for (WatchedRequests each : all.toArray(WatchedRequests[]::new)) {
      boolean inItsHeaders = each.isInHeaders();
      waiting += inItsHeaders ? 1 : 0;
      each.endWhenLate(now, inItsHeaders ? headerNanos : each.mostNanos());
    }
    inHeaders.set(waiting);
  }

  /** Lets whoever reads or writes there find the end, and clean up as after any other. */
  static void end(SocketChannel connection) {
    try {
      connection.shutdownInput();
      connection.shutdownOutput();
    } catch (IOException gone) {
      // It has ended by itself.
    }
  }
}
