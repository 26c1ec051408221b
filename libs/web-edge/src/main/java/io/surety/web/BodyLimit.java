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
import java.util.List;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Stops reading a body at the limit. The refusal is thrown where the body is read, so that a wrong
 * path or media type is still named first. Who reads a {@link StreamedBody} sets limits of its own.
 */
final class BodyLimit extends OncePerRequestFilter {

  private final DataSize limit;
  private final List<BodyAllowance> allowances;

  BodyLimit(HttpSettings settings, List<BodyAllowance> allowances) {
    this.limit = settings.bodyLimit();
    this.allowances = List.copyOf(allowances);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    boolean bodiless = request.getContentLengthLong() == 0 || "GET".equals(request.getMethod());
    chain.doFilter(
        bodiless ? request : new LimitedRequest(request, limitAt(request.getRequestURI())),
        response);
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

    LimitedRequest(HttpServletRequest request, DataSize limit) {
      super(request);
      this.limit = limit;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      if (getContentLengthLong() > limit.toBytes()) {
        throw new BodyTooLarge(limit);
      }
      return new LimitedInput(super.getInputStream(), limit);
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

    private final ServletInputStream body;
    private final DataSize limit;
    private long left;

    LimitedInput(ServletInputStream body, DataSize limit) {
      this.body = body;
      this.limit = limit;
      this.left = limit.toBytes();
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

    private void count(int read) throws BodyTooLarge {
      left -= read;
      if (left < 0) {
        throw new BodyTooLarge(limit);
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
