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
  private static final int READS_AT_ONCE = 16;

  /** Where everything thrown away goes, whoever sent it: nobody looks into it. */
  private static final ByteBuffer THROWN_AWAY = ByteBuffer.allocate(16 * 1024);

  /** When each of them ends, by {@link System#nanoTime}. */
  private final Map<SocketWrapperBase<?>, Long> ends = new ConcurrentHashMap<>();

  boolean has(SocketWrapperBase<?> connection) {
    return ends.containsKey(connection);
  }

  /** Says that nothing more comes, and lets the connection stay for a while. */
  SocketState add(SocketWrapperBase<?> connection) {
    SocketChannel channel =
        connection.getSocket() instanceof NioChannel socket ? socket.getIOChannel() : null;
    if (channel == null) {
      return SocketState.CLOSED;
    }
    try {
      channel.shutdownOutput();
    } catch (IOException gone) {
      return SocketState.CLOSED;
    }
    ends.put(connection, System.nanoTime() + MOST_NANOS);
    // To read also tells Tomcat that the connection is in use.
    return throwAway(connection);
  }

  /** Throws away what has come, and tells whether more may come. */
  SocketState throwAway(SocketWrapperBase<?> connection) {
    try {
      int read = 1;
      for (int i = 0; i < READS_AT_ONCE && read > 0; i++) {
        read = connection.read(false, THROWN_AWAY.duplicate());
      }
      if (read >= 0) {
        return SocketState.OPEN;
      }
    } catch (IOException gone) {
      // Its end, which reading tells in this way too.
    }
    ends.remove(connection);
    return SocketState.CLOSED;
  }

  /**
   * Closes those that have lingered long enough. To end their channels and wait for Tomcat to see
   * it would not do: it looks at no connection of which it wants nothing, such as one whose reader
   * gave up waiting.
   */
  void look(long now) {
    ends.forEach((connection, end) -> {
      if (connection.isClosed() || (now - end >= 0 && close(connection))) {
        ends.remove(connection);
      }
    });
  }

  /**
   * Closes it, unless somebody is at work there, who would then work on the one that comes next.
   */
  private static boolean close(SocketWrapperBase<?> connection) {
    boolean free = connection.getLock().tryLock();
    if (free) {
      try {
        connection.close();
      } finally {
        connection.getLock().unlock();
      }
    }
    return free;
  }
}
