package io.surety.benchmarks.load;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server of HTTP/1.1 that does nothing but what a test tells it, a thread for each connection.
 */
final class TinyServer implements AutoCloseable {

  static final String EMPTY_ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

  private final ServerSocket socket;
  private final Answering answering;
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger connections = new AtomicInteger();
  private final Queue<Socket> open = new ConcurrentLinkedQueue<>();

  /** What the server does with a request. */
  interface Answering {

    /**
     * Answers the request of this number, counted from 0.
     *
     * @return what goes over the wire; nothing at all when it is empty
     */
    String answer(int number) throws InterruptedException;
  }

  private TinyServer(ServerSocket socket, Answering answering) {
    this.socket = socket;
    this.answering = answering;
  }

  static TinyServer start(Answering answering) throws IOException {
    TinyServer server =
        new TinyServer(new ServerSocket(0, 100, InetAddress.ofLiteral("127.0.0.1")), answering);
    Thread.ofVirtual().start(server::accept);
    return server;
  }

  static String ok(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s".formatted(body.length(), body);
  }

  int port() {
    return socket.getLocalPort();
  }

  int asked() {
    return asked.get();
  }

  int connections() {
    return connections.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = socket.accept();
        connections.incrementAndGet();
        open.add(connection);
        Thread.ofVirtual().start(() -> serve(connection));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void serve(Socket connection) {
    try (connection;
        InputStream in = new BufferedInputStream(connection.getInputStream());
        OutputStream out = connection.getOutputStream()) {
      while (request(in)) {
        String answer = answering.answer(asked.getAndIncrement());
        out.write(answer.getBytes(StandardCharsets.UTF_8));
        out.flush();
        if (answer.contains("Connection: close")) {
          return;
        }
      }
    } catch (IOException | InterruptedException gone) {
      // So is the client.
    }
  }

  /** Reads a request to its end; false when there is none any more. */
  private static boolean request(InputStream in) throws IOException {
    int length = 0;
    for (String line = line(in); line != null; line = line(in)) {
      if (line.startsWith("Content-Length: ")) {
        length = Integer.parseInt(line.substring("Content-Length: ".length()));
      }
      if (line.isEmpty()) {
        return in.readNBytes(length).length == length;
      }
    }
    return false;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next == '\n') {
        return line.toString().stripTrailing();
      }
      line.append((char) next);
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket connection : open) {
      connection.close();
    }
  }
}
