package io.surety.benchmarks.load;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Requests as the bytes that go over the wire, rendered before any clock starts. */
public final class RequestPool {

  private final List<byte[]> requests;

  /** Keeps the requests in their order. */
  public RequestPool(List<byte[]> requests) {
    if (requests.isEmpty()) {
      throw new IllegalArgumentException("A pool of requests has at least one of them.");
    }
    this.requests = List.copyOf(requests);
  }

  /** A request without a body. */
  public static byte[] get(String path) {
    return bytes("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\n\r\n");
  }

  /** A request with a body. */
  public static byte[] post(String path, String contentType, byte[] body) {
    byte[] head =
        bytes(
            "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
                .formatted(path, contentType, body.length));
    byte[] request = new byte[head.length + body.length];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(body, 0, request, head.length, body.length);
    return request;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Writes the pool for another process to read. */
  public void write(Path file) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.writeInt(requests.size());
      for (byte[] request : requests) {
        out.writeInt(request.length);
        out.write(request);
      }
    }
  }

  /** Reads what {@link #write} wrote. */
  public static RequestPool read(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      int count = in.readInt();
      List<byte[]> requests = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        requests.add(in.readNBytes(in.readInt()));
      }
      return new RequestPool(requests);
    }
  }

  /** The requests where the system can send them from without copying. */
  ByteBuffer[] direct() {
    ByteBuffer[] buffers = new ByteBuffer[requests.size()];
    for (int i = 0; i < buffers.length; i++) {
      byte[] request = requests.get(i);
      buffers[i] = ByteBuffer.allocateDirect(request.length).put(request).flip();
    }
    return buffers;
  }
}
