package io.surety.prediction.clients;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a service answers to bytes that some client once sent. */
record RawAnswer(int status, Map<String, String> headers, ByteBuffer body) {

  private static final int PATIENCE_MILLIS = 20_000;

  /** Sends the bytes as they are, over a connection of their own. */
  static RawAnswer to(byte[] request, int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(request);
      socket.getOutputStream().flush();
      return read(socket.getInputStream());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static RawAnswer read(InputStream in) throws IOException {
    int status = Integer.parseInt(line(in).split(" ", 3)[1]);
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    if (headers.containsKey("content-length")) {
      int length = Integer.parseInt(headers.get("content-length"));
      return new RawAnswer(status, headers, ByteBuffer.wrap(in.readNBytes(length)));
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = chunk(in); size > 0; size = chunk(in)) {
      body.writeBytes(in.readNBytes(size));
      line(in);
    }
    return new RawAnswer(status, headers, ByteBuffer.wrap(body.toByteArray()));
  }

  private static int chunk(InputStream in) throws IOException {
    return Integer.parseInt(line(in), 16);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.append((char) next);
    }
    return line.toString().stripTrailing();
  }

  Optional<Integer> jsonLength() {
    return Optional.ofNullable(headers.get("inference-header-content-length"))
        .map(Integer::parseInt);
  }

  String text() {
    return StandardCharsets.UTF_8
        .decode(body.slice(0, jsonLength().orElse(body.capacity())))
        .toString();
  }
}
