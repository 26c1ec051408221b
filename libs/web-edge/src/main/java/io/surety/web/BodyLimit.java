package io.surety.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Stops reading a body at the limit of its bytes, or of its time. The refusal is thrown where the
 * body is read, so that a wrong path or media type is still named first; so is that of one large
 * body too many at once. Who reads {@link StreamedBodies} sets limits of its own.
 */
final class BodyLimit extends OncePerRequestFilter {

  private final DataSize limit;
  private final List<BodyAllowance> allowances;
  private final BodyPermits permits;
  private final Duration time;

  BodyLimit(HttpSettings settings, List<BodyAllowance> allowances) {
    this.limit = settings.bodyLimit();
    this.allowances = List.copyOf(allowances);
    this.permits = new BodyPermits(settings.fullBodies());
    this.time = settings.bodyTime();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    boolean bodiless = request.getContentLengthLong() == 0 || "GET".equals(request.getMethod());
    if (bodiless) {
      chain.doFilter(request, response);
      return;
    }
    LimitedRequest limited =
        new LimitedRequest(request, limitAt(request.getRequestURI()), permits, time);
    try {
      chain.doFilter(limited, response);
    } finally {
      limited.release();
    }
  }

  private DataSize limitAt(String path) {
    for (BodyAllowance allowance : allowances) {
      if (allowance.covers(path)) {
        return allowance.limit();
      }
    }
    return limit;
  }

  static final class LimitedRequest extends HttpServletRequestWrapper {

    private final DataSize limit;
    private final BodyPermits permits;
    private final Duration time;
    private int held;

    LimitedRequest(HttpServletRequest request, DataSize limit, BodyPermits permits, Duration time) {
      super(request);
      this.limit = limit;
      this.permits = permits;
      this.time = time;
    }

    private void admit(long length) throws TooManyBodies {
      if (held == 0) {
        held = permits.acquire(length, limit.toBytes());
      }
    }

    void release() {
      if (held > 0) {
        permits.release(held);
        held = 0;
      }
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      long length = getContentLengthLong();
      if (length > limit.toBytes()) {
        throw new BodyTooLarge(limit);
      }
      admit(length);
      return new LimitedInput(this, super.getInputStream());
    }

    InputStream unlimited() throws IOException {
      return super.getInputStream();
    }

    @Override
    public BufferedReader getReader() throws IOException {
      String encoding = getCharacterEncoding();
      Charset charset = encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
      return new BufferedReader(new InputStreamReader(getInputStream(), charset));
    }
  }

  private static final class LimitedInput extends ServletInputStream {

    private final LimitedRequest request;
    private final ServletInputStream body;
    private final long begun = System.nanoTime();
    private long taken;

    LimitedInput(LimitedRequest request, ServletInputStream body) {
      this.request = request;
      this.body = body;
    }

    @Override
    public int read() throws IOException {
      int next = body.read();
      count(next < 0 ? 0 : 1);
      return next;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = body.read(into, offset, length);
      count(Math.max(read, 0));
      return read;
    }

    private void count(int read) throws IOException {
      taken += read;
      if (taken > request.limit.toBytes()) {
        throw new BodyTooLarge(request.limit);
      }
      if (taken > BodyPermits.SMALL) {
        request.admit(request.limit.toBytes()); // chunked, and may grow as far
      }
      if (System.nanoTime() - begun > request.time.toNanos()) {
        throw new BodyTooSlow(request.time);
      }
    }

    @Override
    public int available() throws IOException {
      return body.available();
    }

    @Override
    public boolean isFinished() {
      return body.isFinished();
    }

    @Override
    public boolean isReady() {
      return body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      body.setReadListener(listener);
    }
  }
}
