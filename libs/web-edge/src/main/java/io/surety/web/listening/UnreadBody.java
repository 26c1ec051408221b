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
  private static final long BETWEEN_LOOKS_NANOS = Duration.ofMillis(5).toNanos();

  private final Semaphore late;

  /** Waits for the rest of so many bodies at once; what of others is not there yet is cut off. */
  UnreadBody(int lateAtOnce) {
    this.late = new Semaphore(lateAtOnce);
  }

  /** Sends the answer, and reads the rest away: within five seconds, or its caller is cut off. */
  void readAway(Request request, Response response) throws IOException {
    org.apache.coyote.Request body = request.getCoyoteRequest();
    if (is(ActionCode.REQUEST_BODY_FULLY_READ, body)) {
      return;
    }
    WatchedRequests.over(request).endWithin(MOST_NANOS);
    boolean comes = false;
    if (!body.hasExpectation()
        && !is(ActionCode.IS_ERROR, body)
        && response.getStatus() != HttpServletResponse.SC_REQUEST_TIMEOUT) {
      response.finishResponse();
      comes = comesWithin(0, body) || comesLate(body);
    }
    if (!comes) {
      body.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }
  }

  private boolean comesLate(org.apache.coyote.Request body) {
    if (!late.tryAcquire()) {
      return false;
    }
    try {
      return comesWithin(MOST_NANOS, body);
    } finally {
      late.release();
    }
  }

  private static boolean is(ActionCode question, org.apache.coyote.Request body) {
    AtomicBoolean answer = new AtomicBoolean();
    body.action(question, answer);
    return answer.get();
  }

  /** Reads what is there. What then keeps this waiting, a chunk that is begun, is watched over. */
  private static boolean comesWithin(long most, org.apache.coyote.Request body) {
    long begun = System.nanoTime();
    LastPiece piece = new LastPiece();
    try {
      while (!is(ActionCode.REQUEST_BODY_FULLY_READ, body)) {
        body.action(ActionCode.AVAILABLE, true);
        if (body.getAvailable() > 0) {
          if (body.doRead(piece) < 0) {
            return true;
          }
        } else if (System.nanoTime() - begun >= most) {
          return false;
        } else {
          LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
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
