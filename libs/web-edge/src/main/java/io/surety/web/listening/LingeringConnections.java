package io.surety.web.listening;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * Connections that have had their last answer while their callers may still be sending. To close
 * one at once would make TCP reset it, and the answer might be lost with it (RFC 9112, section
 * 9.6). So its caller is told that nothing more comes, and what he sends is thrown away until he
 * has seen that, for five seconds at most. Meanwhile it holds what a connection holds that says
 * nothing, and no thread.
 */
final class LingeringConnections {

  private static final long MOST_NANOS = Duration.ofSeconds(5).toNanos();
  private static final int BYTES_AT_ONCE = 16 * 1024;
  private static final int READS_AT_ONCE = 16;

  private final Map<SocketWrapperBase<?>, Lingering> all = new ConcurrentHashMap<>();

  /** The channel is remembered, as Tomcat uses what is around it for another connection later. */
  private record Lingering(SocketChannel channel, long end) {}

  boolean has(SocketWrapperBase<?> connection) {
    return all.containsKey(connection);
  }

  /** Says that nothing more comes, and lets the connection stay for a while. */
  SocketState add(SocketWrapperBase<?> connection) {
    if (!(connection.getSocket() instanceof NioChannel socket)) {
      return SocketState.CLOSED;
    }
    SocketChannel channel = socket.getIOChannel();
    try {
      channel.shutdownOutput();
    } catch (IOException gone) {
      return SocketState.CLOSED;
    }
    all.put(connection, new Lingering(channel, System.nanoTime() + MOST_NANOS));
    return SocketState.OPEN;
  }

  /** Throws away what has come, and tells whether more may come. */
  SocketState throwAway(SocketWrapperBase<?> connection) {
    ByteBuffer thrownAway = ByteBuffer.allocate(BYTES_AT_ONCE);
    try {
      for (int i = 0; i < READS_AT_ONCE; i++) {
        int read = connection.read(false, thrownAway.clear());
        if (read < 0) {
          all.remove(connection);
          return SocketState.CLOSED;
        }
        if (read == 0) {
          break;
        }
      }
      return SocketState.OPEN;
    } catch (IOException gone) {
      all.remove(connection);
      return SocketState.CLOSED;
    }
  }

  /** Ends those that have lingered long enough. */
  void look(long now) {
    all.forEach((connection, lingering) -> {
      if (!lingering.channel().isOpen()) {
        all.remove(connection);
      } else if (now - lingering.end() >= 0) {
        WatchedProtocol.end(lingering.channel());
      }
    });
  }
}
