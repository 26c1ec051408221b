package io.surety.prediction;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A caller of {@code POST /score} that writes lines and reads lines at its own pace, chunk by chunk
 * of HTTP/1.1, which no ordinary client lets one do.
 */
final class RawStream implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Socket socket;
  private final OutputStream out;
  private final BufferedReader in;
  private int leftOfChunk;
  private boolean begun;

  RawStream(int port, String query) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout((int) PATIENCE.toMillis());
    out = socket.getOutputStream();
    in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1), 1 << 16);
    send(
        "POST /score"
            + query
            + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n");
  }

  /** Sends text as one chunk. */
  void write(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.write(bytes);
    send("\r\n");
  }

  /** Says that no more is written. */
  void end() throws IOException {
    send("0\r\n\r\n");
  }

  private void send(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  /**
   * The next line of the answer; null when it has ended as it should.
   *
   * @throws IOException when it breaks off, or takes too long
   */
  @Nullable String readLine() throws IOException {
    if (!begun) {
      readHead();
      begun = true;
    }
    StringBuilder line = new StringBuilder();
    while (true) {
      if (leftOfChunk == 0 && !readChunkSize()) {
        return null;
      }
      int next = in.read();
      if (next < 0) {
        throw new IOException("The answer broke off.");
      }
      leftOfChunk--;
      if (leftOfChunk == 0) {
        in.readLine();
      }
      if (next == '\n') {
        return line.toString();
      }
      line.append((char) next);
    }
  }

  private void readHead() throws IOException {
    String status = in.readLine();
    if (status == null || !status.contains(" 200")) {
      throw new IOException("The answer began with " + status);
    }
    for (String header = in.readLine(); header != null && !header.isEmpty(); ) {
      header = in.readLine();
    }
  }

  private boolean readChunkSize() throws IOException {
    String size = in.readLine();
    if (size == null) {
      throw new IOException("The answer broke off.");
    }
    leftOfChunk = Integer.parseInt(size.strip(), 16);
    return leftOfChunk > 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
