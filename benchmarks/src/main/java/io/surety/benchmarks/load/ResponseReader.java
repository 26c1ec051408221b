package io.surety.benchmarks.load;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Finds the end of an HTTP/1.1 response in the bytes of a connection, and knows its status. It
 * looks at nothing else: bodies are counted and skipped, unless the status is not 2xx, when their
 * beginning is kept for the message.
 */
final class ResponseReader {

  private static final int LONGEST_LINE = 16 << 10;
  private static final int KEPT = 400;

  private enum State {
    STATUS,
    HEADERS,
    SIZED_BODY,
    CHUNK_SIZE,
    CHUNK,
    CHUNK_END,
    TRAILERS,
    BODY_UNTIL_CLOSE,
    DONE
  }

  private final byte[] line = new byte[LONGEST_LINE];
  private final byte[] kept = new byte[KEPT];
  private int lineLength;
  private int keptLength;
  private State state = State.STATUS;
  private int status;
  private long left;
  private boolean sized;
  private boolean chunked;
  private boolean closes;

  /** Begins the next response. */
  void next() {
    state = State.STATUS;
    lineLength = 0;
    keptLength = 0;
    status = 0;
    left = 0;
    sized = false;
    chunked = false;
    closes = false;
  }

  /** True when a whole response was read. */
  boolean isDone() {
    return state == State.DONE;
  }

  /** True before the first byte of a response. */
  boolean hasNothing() {
    return state == State.STATUS && lineLength == 0;
  }

  /** True when the server said that it closes the connection after this response. */
  boolean closes() {
    return closes;
  }

  int status() {
    return status;
  }

  boolean isGood() {
    return status >= 200 && status < 300;
  }

  /** The beginning of the body of a response that is not 2xx. */
  String beginningOfBody() {
    return new String(kept, 0, keptLength, StandardCharsets.UTF_8).replaceAll("\\s+", " ");
  }

  /** The connection ended; true when that is how the response says it ends. */
  boolean ended() {
    if (state == State.BODY_UNTIL_CLOSE) {
      state = State.DONE;
      return true;
    }
    return false;
  }

  /**
   * Reads bytes of the response.
   *
   * @return how many were read; fewer than given only when the response ended before
   */
  int read(byte[] bytes, int length) {
    int at = 0;
    while (at < length && state != State.DONE) {
      switch (state) {
        case SIZED_BODY, CHUNK -> at += body(bytes, at, length);
        case BODY_UNTIL_CLOSE -> {
          keep(bytes, at, length - at);
          at = length;
        }
        case STATUS, HEADERS, CHUNK_SIZE, CHUNK_END, TRAILERS -> line(bytes[at++]);
        case DONE -> throw new AssertionError();
      }
    }
    return at;
  }

  private int body(byte[] bytes, int at, int length) {
    int part = (int) Math.min(left, length - at);
    keep(bytes, at, part);
    left -= part;
    if (left == 0) {
      state = state == State.CHUNK ? State.CHUNK_END : State.DONE;
    }
    return part;
  }

  private void keep(byte[] bytes, int at, int length) {
    if (!isGood() && keptLength < KEPT) {
      int part = Math.min(KEPT - keptLength, length);
      System.arraycopy(bytes, at, kept, keptLength, part);
      keptLength += part;
    }
  }

  private void line(byte next) {
    if (next == '\n') {
      if (lineLength > 0 && line[lineLength - 1] == '\r') {
        lineLength--;
      }
      line();
      lineLength = 0;
      return;
    }
    if (lineLength == LONGEST_LINE) {
      throw new LoadFailed(
          "A line of a response is longer than %d bytes; this is no HTTP/1.1 server."
              .formatted(LONGEST_LINE));
    }
    line[lineLength++] = next;
  }

  private void line() {
    switch (state) {
      case STATUS -> readStatus();
      case HEADERS -> header();
      case CHUNK_SIZE -> chunk();
      case CHUNK_END -> state = State.CHUNK_SIZE;
      case TRAILERS -> state = lineLength == 0 ? State.DONE : State.TRAILERS;
      case SIZED_BODY, CHUNK, BODY_UNTIL_CLOSE, DONE -> throw new AssertionError(state);
    }
  }

  private void readStatus() {
    if (lineLength < 12 || line[0] != 'H' || line[4] != '/') {
      throw new LoadFailed(
          "A response begins with '%s'; this is no HTTP/1.1 server.".formatted(text(0)));
    }
    status = (int) number(9, 12, 10);
    state = State.HEADERS;
  }

  private void header() {
    if (lineLength == 0) {
      bodyBegins();
    } else if (begins("content-length:")) {
      sized = true;
      left = number("content-length:".length(), lineLength, 10);
    } else if (begins("transfer-encoding:")) {
      chunked = text("transfer-encoding:".length()).toLowerCase(Locale.ROOT).contains("chunked");
    } else if (begins("connection:")) {
      closes = text("connection:".length()).strip().equalsIgnoreCase("close");
    }
  }

  private void bodyBegins() {
    if (chunked) {
      state = State.CHUNK_SIZE;
    } else if (sized) {
      state = left == 0 ? State.DONE : State.SIZED_BODY;
    } else if (status == 204 || status == 304) {
      state = State.DONE;
    } else {
      closes = true;
      state = State.BODY_UNTIL_CLOSE;
    }
  }

  private void chunk() {
    left = number(0, lineLength, 16);
    state = left == 0 ? State.TRAILERS : State.CHUNK;
  }

  /** True when the line begins so; the name is in small letters, the line in any. */
  private boolean begins(String name) {
    if (lineLength < name.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      int letter = line[i] >= 'A' && line[i] <= 'Z' ? line[i] + 32 : line[i];
      if (letter != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The number that stands there, with spaces before and anything behind it. */
  private long number(int from, int to, int base) {
    long number = 0;
    boolean begun = false;
    for (int i = from; i < to; i++) {
      int digit = Character.digit(line[i], base);
      if (digit < 0) {
        if (begun || line[i] != ' ') {
          break;
        }
      } else {
        begun = true;
        number = number * base + digit;
      }
    }
    if (!begun) {
      throw new LoadFailed("A number is missing in '%s' of a response.".formatted(text(0)));
    }
    return number;
  }

  private String text(int from) {
    return new String(line, from, Math.min(lineLength - from, KEPT), StandardCharsets.ISO_8859_1);
  }
}
