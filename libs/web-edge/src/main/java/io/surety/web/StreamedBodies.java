package io.surety.web;

import io.surety.web.BodyLimit.LimitedRequest;
import io.surety.web.listening.RequestTime;
import io.surety.web.tokens.Callers;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.WebUtils;

/** Bodies of any length, for those who read them piece by piece and limit the pieces. */
public final class StreamedBodies {

  private final Callers callers;

  StreamedBodies(Callers callers) {
    this.callers = callers;
  }

  /**
   * The body of a request, to which the limits of other bodies and requests do not apply. It ends
   * with its caller's token, and at {@code surety.http.stream-time}.
   *
   * @throws TooManyStreams which is answered with 429
   */
  public InputStream of(HttpServletRequest request) throws IOException {
    if (!RequestTime.stream(request, callers.until())) {
      throw new TooManyStreams();
    }
    @Nullable LimitedRequest limited = WebUtils.getNativeRequest(request, LimitedRequest.class);
    return limited == null ? request.getInputStream() : limited.unlimited();
  }
}
