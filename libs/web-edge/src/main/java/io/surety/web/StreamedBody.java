package io.surety.web;

import io.surety.web.BodyLimit.LimitedRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.WebUtils;

/** A body of any length, for those who read it piece by piece and limit the pieces. */
public final class StreamedBody {

  private StreamedBody() {}

  /** The body of a request, to which the limit of other bodies does not apply. */
  public static InputStream of(HttpServletRequest request) throws IOException {
    @Nullable LimitedRequest limited = WebUtils.getNativeRequest(request, LimitedRequest.class);
    return limited == null ? request.getInputStream() : limited.unlimited();
  }
}
