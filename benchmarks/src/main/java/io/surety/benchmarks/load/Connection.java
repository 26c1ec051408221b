package io.surety.benchmarks.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** A kept-alive connection with at most one request under way. */
final class Connection implements AutoCloseable {

  private static final int BUSY = 503;
  private static final String SERVER = "The server on port %d ";

  private final Selector selector;
  private final InetSocketAddress server;
  private final boolean takesRefusals;
  private final ResponseReader response = new ResponseReader();
  private SocketChannel channel;
  private SelectionKey key;
  private ByteBuffer request = ByteBuffer.allocate(0);
  private long arrivedAt;
  private long sentAt;
  private boolean busy;

  /** Opens it; whether a request may be refused with 503 is for a server that is not yet warm. */
  Connection(Selector selector, int port, boolean takesRefusals) throws IOException {
    this.selector = selector;
    this.server = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    this.takesRefusals = takesRefusals;
    this.channel = connect();
    this.key = register();
  }

  private SocketChannel connect() throws IOException {
    try {
      SocketChannel connected = SocketChannel.open(server);
      connected.setOption(StandardSocketOptions.TCP_NODELAY, true);
      connected.configureBlocking(false);
      return connected;
    } catch (IOException refused) {
      throw new LoadFailed(
          (SERVER + "takes no connection: %s.").formatted(server.getPort(), refused.getMessage()));
    }
  }

  private SelectionKey register() throws IOException {
    return channel.register(selector, SelectionKey.OP_READ, this);
  }

  /** Sends a request that arrived at this time of {@link System#nanoTime}. */
  void send(ByteBuffer bytes, long arrived, long now) throws IOException {
    request = bytes;
    arrivedAt = arrived;
    sentAt = now;
    busy = true;
    response.next();
    write();
  }

  private void write() throws IOException {
    channel.write(request);
    int wanted = SelectionKey.OP_READ | (request.hasRemaining() ? SelectionKey.OP_WRITE : 0);
    if (key.interestOps() != wanted) {
      key.interestOps(wanted);
    }
  }

  /**
   * Does what the network is ready for.
   *
   * @param buffer and {@code bytes}: room that all connections share, of the same size
   * @return true when that answered the request
   */
  boolean ready(ByteBuffer buffer, byte[] bytes) throws IOException {
    if (key.isWritable()) {
      write();
    }
    if (!key.isReadable()) {
      return false;
    }
    buffer.clear();
    int read = channel.read(buffer);
    if (read < 0) {
      return closedByServer();
    }
    buffer.flip().get(bytes, 0, read);
    int used = busy ? response.read(bytes, read) : 0;
    if (used < read) {
      throw new LoadFailed(
          (SERVER + "sent more than it was asked for.").formatted(server.getPort()));
    }
    return response.isDone() && answered();
  }

  private boolean closedByServer() throws IOException {
    boolean whole = response.ended();
    if (busy && !whole) {
      throw new LoadFailed(
          (SERVER + "closed a connection before it had answered.").formatted(server.getPort()));
    }
    reconnect();
    return whole && answered();
  }

  private boolean answered() throws IOException {
    if (!response.isGood() && !(takesRefusals && wasRefused())) {
      throw new LoadFailed(
          (SERVER + "answered %d: %s")
              .formatted(server.getPort(), response.status(), response.beginningOfBody()));
    }
    boolean readToItsEnd = !request.hasRemaining();
    if (!readToItsEnd && !wasRefused()) {
      throw new LoadFailed(
          (SERVER + "answered before it had read the request.").formatted(server.getPort()));
    }
    busy = false;
    if (response.closes() || !readToItsEnd) {
      reconnect();
    }
    return true;
  }

  private void reconnect() throws IOException {
    close();
    channel = connect();
    key = register();
  }

  /** True when the server had no room for the request that it answered last. */
  boolean wasRefused() {
    return response.status() == BUSY;
  }

  long arrivedAt() {
    return arrivedAt;
  }

  /** Fails when the request under way was sent too long ago. */
  void requireAnsweredSince(long earliest, String patience) {
    if (busy && sentAt - earliest < 0) {
      throw new LoadFailed(
          (SERVER + "did not answer within %s.").formatted(server.getPort(), patience));
    }
  }

  @Override
  public void close() throws IOException {
    key.cancel();
    channel.close();
  }
}
