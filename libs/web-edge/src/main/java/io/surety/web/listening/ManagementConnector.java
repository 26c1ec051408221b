package io.surety.web.listening;

import java.net.InetAddress;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.AbstractProtocol;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;

/**
 * A second connector of the same server. It has its own port, connections and threads, so that
 * whoever looks after the service is heard however busy the API is.
 */
final class ManagementConnector {

  private static final int MOST_CONNECTIONS = 64;
  private static final int MOST_HEADER_BYTES = 8 * 1024;
  private static final int IDLE_MILLIS = 20_000;

  private ManagementConnector() {}

  static Connector at(InetAddress address, int port) {
    WatchedProtocol protocol = new WatchedProtocol();
    Connector connector = new Connector(protocol);
    connector.setPort(port);
    connector.setThrowOnFailure(true);
    connector.setXpoweredBy(false);
    protocol.setAddress(address);
    protocol.setExecutor(new VirtualThreadExecutor("management-"));
    protocol.setMaxConnections(MOST_CONNECTIONS);
    protocol.setMaxHttpRequestHeaderSize(MOST_HEADER_BYTES);
    protocol.setConnectionTimeout(IDLE_MILLIS);
    return connector;
  }

  /** The port that it found. */
  static int port(Connector connector) {
    return connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol
        ? protocol.getLocalPort()
        : connector.getLocalPort();
  }
}
