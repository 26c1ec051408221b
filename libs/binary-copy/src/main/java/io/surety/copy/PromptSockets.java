package io.surety.copy;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import javax.net.SocketFactory;

/**
 * Sockets for connections that send small COPYs often. After each piece, version 42.7.13 of the
 * driver looks whether the server has said something, and waits for that with a time limit of 1 ms,
 * which is longer than the rest of a small COPY takes. These sockets take that limit to mean now.
 * The driver makes one by its name, given as its property {@code socketFactory}; TLS goes over it
 * as over any other.
 *
 * @see <a
 *     href="https://github.com/pgjdbc/pgjdbc/blob/REL42.7.13/pgjdbc/src/main/java/org/postgresql/core/PGStream.java">PGStream.hasMessagePending</a>
 */
public final class PromptSockets extends SocketFactory {

  /** What the driver says when it only wants to look. */
  private static final int LOOK_MILLIS = 1;

  /** The driver calls this. */
  public PromptSockets() {}

  @Override
  public Socket createSocket() {
    return new PromptSocket();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
    throw new UnsupportedOperationException("The driver binds sockets by itself.");
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
    throw new UnsupportedOperationException("The driver binds sockets by itself.");
  }

  private static Socket connected(InetSocketAddress address) throws IOException {
    PromptSocket socket = new PromptSocket();
    try {
      socket.connect(address);
    } catch (IOException failure) {
      socket.close();
      throw failure;
    }
    return socket;
  }

  private static final class PromptSocket extends Socket {

    private volatile boolean looking;
    private volatile int timeout;

    @Override
    public synchronized void setSoTimeout(int millis) throws SocketException {
      looking = millis == LOOK_MILLIS;
      if (!looking && millis != timeout) {
        super.setSoTimeout(millis);
        timeout = millis;
      }
    }

    @Override
    public synchronized int getSoTimeout() {
      return looking ? LOOK_MILLIS : timeout;
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return new FilterInputStream(super.getInputStream()) {
        @Override
        public int read() throws IOException {
          requireSomething();
          return super.read();
        }

        @Override
        public int read(byte[] bytes, int from, int most) throws IOException {
          requireSomething();
          return super.read(bytes, from, most);
        }

        private void requireSomething() throws IOException {
          if (looking && in.available() == 0) {
            throw new SocketTimeoutException("There is nothing to read.");
          }
        }
      };
    }
  }
}
