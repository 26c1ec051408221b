package io.surety.web.listening;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
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

  private static final int FIRST_REFUSAL = 400;

  /** So many may be in the middle of their headers, with some 40 KB of buffers each. */
  private static final int MOST_IN_HEADERS = 128;

  private final Set<WatchedRequests> all =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
  private final Set<WatchedRequests> inHeaders = ConcurrentHashMap.newKeySet();
  private final LingeringConnections lingering = new LingeringConnections();
  private volatile long headerNanos = Duration.ofSeconds(10).toNanos();
  private volatile long requestNanos = Duration.ofSeconds(60).toNanos();
  private volatile long streamNanos = requestNanos;
  private volatile Semaphore streams = new Semaphore(0);
  private @Nullable ScheduledFuture<?> watch;

  /** Sets the most time from the first byte of a request to the end of its headers. */
  void setHeaderTime(Duration most) {
    headerNanos = most.toNanos();
  }

  /** Sets the most time from the first byte of a request to the last of its answer. */
  void setRequestTime(Duration most) {
    requestNanos = most.toNanos();
  }

  /** Lets so many streams be under way at once, which last no longer than so; none, if not said. */
  void setStreams(int atOnce, Duration most) {
    streams = new Semaphore(atOnce);
    streamNanos = most.toNanos();
  }

  long requestNanos() {
    return requestNanos;
  }

  long streamNanos() {
    return streamNanos;
  }

  /** A place for each stream. */
  Semaphore streams() {
    return streams;
  }

  /** The connections that are closed as soon as their callers have seen that they are. */
  LingeringConnections lingering() {
    return lingering;
  }

  @Override
  public void setAdapter(Adapter adapter) {
    super.setAdapter(new WatchedAdapter(adapter));
  }

  /**
   * Tomcat asks this when it makes the head of an answer. Nobody reads on after a refusal, and only
   * its head can still say that the connection ends with it.
   */
  @Override
  public boolean useCompression(Request request, Response response) {
    if (response.getStatus() >= FIRST_REFUSAL) {
      UnreadBody.readAway(request, response);
    }
    return super.useCompression(request, response);
  }

  @Override
  protected Processor createProcessor() {
    WatchedRequests processor = new WatchedRequests(this, getAdapter());
    all.add(processor);
    return processor;
  }

  /** Whether one more connection may wait for the rest of its headers; until it waits no more. */
  boolean mayWaitForHeaders(WatchedRequests connection) {
    inHeaders.add(connection);
    boolean may = inHeaders.size() <= MOST_IN_HEADERS;
    if (!may) {
      inHeaders.remove(connection);
    }
    return may;
  }

  /** Makes room for another. Connections that end meanwhile are found from outside. */
  void waitsNoMore(WatchedRequests connection) {
    inHeaders.remove(connection);
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
    for (WatchedRequests each : all.toArray(WatchedRequests[]::new)) {
      each.endWhenLate(now, each.isInHeaders() ? headerNanos : each.mostNanos());
    }
    inHeaders.removeIf(each -> !each.isInHeaders());
    lingering.look(now);
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
