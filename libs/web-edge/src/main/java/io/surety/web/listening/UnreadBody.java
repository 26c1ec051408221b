package io.surety.web.listening;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.jspecify.annotations.Nullable;

/**
 * What of a request's body is still to come when its answer is made, such as the rest of one that
 * is too large. Its caller would miss the answer if the connection were cut off at once, and could
 * hold the connection's buffers for ever if the rest were waited for as long as it takes.
 */
final class UnreadBody {

  private static final long MOST_NANOS = Duration.ofSeconds(5).toNanos();
  private static final long MOST_AT_ONCE_BYTES = 64 * 1024;
  private static final long BETWEEN_LOOKS_NANOS = Duration.ofMillis(5).toNanos();

  private final Semaphore late;

  /** Reads the rest of so many bodies at once; others are cut off where all is not there yet. */
  UnreadBody(int lateAtOnce) {
    this.late = new Semaphore(lateAtOnce);
  }

  /** Sends the answer, and reads the rest away: within five seconds, or its caller is cut off. */
  void readAway(Request request, Response response) throws IOException {
    org.apache.coyote.Request body = request.getCoyoteRequest();
    WatchedRequests watch = WatchedRequests.over(body);
    if (!watch.hasUnreadBody()) {
      return;
    }
    watch.endWithin(MOST_NANOS, true);
    boolean comes = false;
    if (!body.hasExpectation()
        && !isError(body)
        && response.getStatus() != HttpServletResponse.SC_REQUEST_TIMEOUT) {
      comes = isThere(body) ? finish(body, watch, response) : finishLate(body, watch, response);
    }
    if (!comes) {
      body.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }
  }

  private static boolean isError(org.apache.coyote.Request body) {
    AtomicBoolean answer = new AtomicBoolean();
    body.action(ActionCode.IS_ERROR, answer);
    return answer.get();
  }

  /**
   * Reads what has come, and tells whether that was all. Where a body in chunks ends is only known
   * when it has been read, which may keep the reader waiting.
   */
  private static boolean isThere(org.apache.coyote.Request body) throws IOException {
    long left = body.getContentLengthLong() - body.getBytesRead();
    if (left < 0 || left > MOST_AT_ONCE_BYTES) {
      return false;
    }
    LastPiece piece = new LastPiece();
    while (left > 0 && available(body) > 0) {
      int read = body.doRead(piece);
      left = read < 0 ? 0 : left - read;
    }
    return left == 0;
  }

  private static int available(org.apache.coyote.Request body) {
    body.action(ActionCode.AVAILABLE, true);
    return body.getAvailable();
  }

  private boolean finishLate(
      org.apache.coyote.Request body, WatchedRequests watch, Response response) throws IOException {
    if (!late.tryAcquire()) {
      // Else its caller would send the next request to a connection that is about to be cut off.
      if (!response.isCommitted()) {
        response.setHeader("Connection", "close");
      }
      response.finishResponse();
      return false;
    }
    try {
      return finish(body, watch, response);
    } finally {
      late.release();
    }
  }

  private static boolean finish(
      org.apache.coyote.Request body, WatchedRequests watch, Response response) throws IOException {
    response.finishResponse();
    return comes(body, watch);
  }

  /** Reads it. What then keeps this waiting, a chunk that is begun, is watched over. */
  private static boolean comes(org.apache.coyote.Request body, WatchedRequests watch) {
    long begun = System.nanoTime();
    LastPiece piece = new LastPiece();
    try {
      while (watch.hasUnreadBody()) {
        if (System.nanoTime() - begun >= MOST_NANOS) {
          return false;
        }
        if (available(body) == 0) {
          LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        } else if (body.doRead(piece) < 0) {
          return true;
        }
      }
      return true;
    } catch (IOException gone) {
      return false;
    }
  }

  /** The last piece, which the reader looks at once more, and none before. */
  private static final class LastPiece implements ApplicationBufferHandler {

    private @Nullable ByteBuffer piece;

    @Override
    public void setByteBuffer(ByteBuffer read) {
      piece = read;
    }

    @Override
    public @Nullable ByteBuffer getByteBuffer() {
      return piece;
    }

    @Override
    public void expand(int size) {}
  }
}
