package io.surety.web.listening;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.jspecify.annotations.Nullable;

/**
 * What of a request's body nobody has read when its answer is made, such as the rest of one that is
 * too large. Nobody waits for it.
 */
final class UnreadBody {

  private static final long MOST_BYTES = 64 * 1024;

  private UnreadBody() {}

  /**
   * Reads away what has come. When more is to come, an answer that is not on its way yet says that
   * it is the last one here, or its caller would send the next request to a connection that is
   * about to be closed.
   */
  static void readAway(Request request, Response response) {
    if (WatchedRequests.over(request).hasUnreadBody()
        && !isError(request)
        && !isThere(request)
        && !response.isCommitted()) {
      response.getMimeHeaders().setValue("Connection").setString("close");
    }
  }

  private static boolean isError(Request body) {
    AtomicBoolean answer = new AtomicBoolean();
    body.action(ActionCode.IS_ERROR, answer);
    return answer.get();
  }

  /**
   * Reads what has come, and tells whether that was all. Where a body in chunks ends is only known
   * when it has been read, which may keep the reader waiting.
   */
  private static boolean isThere(Request body) {
    long left = body.getContentLengthLong() - body.getBytesRead();
    if (left < 0 || left > MOST_BYTES || body.hasExpectation()) {
      return false;
    }
    LastPiece piece = new LastPiece();
    try {
      while (left > 0 && available(body) > 0) {
        int read = body.doRead(piece);
        left = read < 0 ? 0 : left - read;
      }
    } catch (IOException gone) {
      return false;
    }
    return left == 0;
  }

  private static int available(Request body) {
    body.action(ActionCode.AVAILABLE, true);
    return body.getAvailable();
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
