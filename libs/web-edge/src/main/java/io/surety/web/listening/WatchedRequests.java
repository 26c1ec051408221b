package io.surety.web.listening;

import io.surety.web.listening.RequestTime.Watched;
import jakarta.servlet.ServletConnection;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Adapter;
import org.apache.coyote.ErrorState;
import org.apache.coyote.Request;
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

  /** Whether the present request is a stream; for the thread that answers it alone. */
  private boolean streams;

  /** Whether the rest of a request's headers is waited for; for the thread at work here alone. */
  private boolean waits;

  WatchedRequests(WatchedProtocol protocol, Adapter adapter) {
    super(protocol, adapter);
    this.protocol = protocol;
    this.mostNanos = protocol.requestNanos();
    getRequest().setNote(NOTE, this);
  }

  /** What watches over a request. */
  static WatchedRequests over(Request request) {
    if (request.getNote(NOTE) instanceof WatchedRequests watch) {
      return watch;
    }
    throw new IllegalStateException("The connector speaks another protocol.");
  }

  /** How a request that Spring has finds this, without a trace in every request. */
  @Override
  protected ServletConnection getServletConnection() {
    return new Watched(this, super.getServletConnection());
  }

  /**
   * Lets the present request last so much longer, or as long as any stream, whichever is less.
   *
   * @return whether it may; not when as many streams as may be are under way
   */
  boolean stream(long nanos) {
    if (!streams && !protocol.streams().tryAcquire()) {
      return false;
    }
    streams = true;
    endWithin(Math.min(nanos, protocol.streamNanos()), true);
    return true;
  }

  /** Gives the present request so much time from now on, more than it has only when said so. */
  void endWithin(long nanos, boolean more) {
    long most = System.nanoTime() - getRequest().getStartTimeNanos() + nanos;
    mostNanos = more ? most : Math.min(most, mostNanos);
  }

  /** Gives the next request the usual time. */
  void asUsual() {
    if (mostNanos != protocol.requestNanos()) {
      mostNanos = protocol.requestNanos();
    }
  }

  /** When the present request began to come. */
  long begunNanos() {
    return getRequest().getStartTimeNanos();
  }

  long mostNanos() {
    return mostNanos;
  }

  /** Whether something of the present request's body is still to be read. */
  boolean hasUnreadBody() {
    return !isRequestBodyFullyRead();
  }

  /** Ends what the present request had beside its time. What of it is unread is not waited for. */
  void answered() {
    if (streams) {
      streams = false;
      protocol.streams().release();
    }
    if (hasUnreadBody()) {
      action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }
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
    if (waits) {
      waits = false;
      protocol.waitsNoMore(this);
    }
    if (protocol.lingering().has(connection)) {
      return protocol.lingering().throwAway(connection);
    }
    asUsual();
    SocketState state = super.service(connection);
    if (state == SocketState.LONG) {
      waits = protocol.mayWaitForHeaders(this);
      return waits ? state : SocketState.CLOSED;
    }
    boolean callerMaySend = getErrorState() == ErrorState.CLOSE_CLEAN;
    return state == SocketState.CLOSED && callerMaySend
        ? protocol.lingering().add(connection)
        : state;
  }
}
