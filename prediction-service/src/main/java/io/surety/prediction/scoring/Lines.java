package io.surety.prediction.scoring;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The lines of a stream, one after the other in a buffer of bounded size. A line that exceeds the
 * limit is passed over, and said to be too long. Lines end with a line feed; the last may go
 * without.
 */
final class Lines {

  private static final int FIRST_SIZE = 1 << 13;

  private final InputStream in;
  private final int limit;
  private byte[] buffer = new byte[FIRST_SIZE];

  /** What was read and not taken yet lies between from and to; no line ends before scanned. */
  private int from;

  private int to;
  private int scanned;
  private boolean overflowing;

  private int start;
  private int length;
  private boolean tooLong;

  Lines(InputStream in, int limit) {
    this.in = in;
    this.limit = limit;
  }

  /** Moves to the next line, waiting for it if need be; false after the last. */
  boolean next() throws IOException {
    while (!endFound()) {
      if (!fill()) {
        boolean rest = to > from || overflowing;
        take(to, to);
        return rest;
      }
    }
    take(scanned, scanned + 1);
    return true;
  }

  /** Whether the next line has come already as a whole, so that taking it waits for nobody. */
  boolean isNextThere() throws IOException {
    while (!endFound()) {
      if (in.available() <= 0 || !fill()) {
        return false;
      }
    }
    return true;
  }

  /** Whether the line exceeded the limit; it has no bytes then. */
  boolean isTooLong() {
    return tooLong;
  }

  /** The buffer in which the line lies, until the next one is asked for. */
  byte[] buffer() {
    return buffer;
  }

  int start() {
    return start;
  }

  int length() {
    return length;
  }

  private void take(int end, int next) {
    start = from;
    length = end - from;
    tooLong = overflowing || length > limit;
    overflowing = false;
    from = next;
    scanned = next;
  }

  private boolean endFound() {
    while (scanned < to && buffer[scanned] != '\n') {
      scanned++;
    }
    if (scanned < to) {
      return true;
    }
    if (to - from > limit) {
      overflowing = true;
      from = to;
    }
    return false;
  }

  /** Reads what is there, or waits for it; false at the end of the stream. */
  private boolean fill() throws IOException {
    if (from > 0) {
      System.arraycopy(buffer, from, buffer, 0, to - from);
      to -= from;
      scanned -= from;
      from = 0;
    }
    if (to == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
    int read = in.read(buffer, to, buffer.length - to);
    to += Math.max(read, 0);
    return read >= 0;
  }
}
