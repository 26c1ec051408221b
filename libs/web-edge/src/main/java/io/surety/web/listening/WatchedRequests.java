package io.surety.web.listening;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import org.apache.coyote.Adapter;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * What speaks with one connection, request after request, and how long the present one may last.
 */
final class WatchedRequests extends Http11Processor {

  /** Where a request of Tomcat's remembers this; the lower places are Tomcat's own. */
  private static final int NOTE = 16;

  private static final long NOT_BEGUN = -1;

  private final WatchedProtocol protocol;

  private volatile long mostNanos;

  WatchedRequests(WatchedProtocol protocol, Adapter adapter) {
    super(protocol, adapter);
    this.protocol = protocol;
    this.mostNanos = protocol.requestNanos();
    getRequest().setNote(NOTE, this);
  }

  /** What watches over a request. */
  static WatchedRequests over(org.apache.catalina.connector.Request request) {
    if (request.getCoyoteRequest().getNote(NOTE) instanceof WatchedRequests watch) {
      return watch;
    }
    throw new IllegalStateException("The connector speaks another protocol.");
  }

  /** Lets the present request last as long as its bytes come and go, such as a stream of lines. */
  void last() {
    mostNanos = Long.MAX_VALUE;
  }

  /** Gives the present request so much more time and no longer. */
  void endWithin(long nanos) {
    mostNanos = System.nanoTime() - getRequest().getStartTimeNanos() + nanos;
  }

  /** Gives the next request the usual time. */
  void asUsual() {
    if (mostNanos != protocol.requestNanos()) {
      mostNanos = protocol.requestNanos();
    }
  }

  long mostNanos() {
    return mostNanos;
  }

  /** Whether it waits for the rest of a request's headers, for which it holds no thread. */
  boolean isInHeaders() {
    SocketWrapperBase<?> connection = socketWrapper;
    return connection != null && connection.getCurrentProcessor() == this;
  }

  void endWhenLate(long now, long most) {
    SocketWrapperBase<?> connection = socketWrapper;
    long begun = getRequest().getStartTimeNanos();
    if (connection != null
        && begun != NOT_BEGUN
        && now - begun > most
        && connection.getSocket() instanceof NioChannel channel) {
      SocketChannel open = channel.getIOChannel();
      if (open != null) {
        WatchedProtocol.end(open);
      }
    }
  }

  @Override
  public SocketState service(SocketWrapperBase<?> connection) throws IOException {
    SocketState state = super.service(connection);
    return state == SocketState.LONG && !protocol.mayWaitForHeaders() ? SocketState.CLOSED : state;
  }
}
