package io.surety.web.listening;

import io.surety.web.StartRefused;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where those who look after a service find its health and its metrics.
 *
 * @param port 0 for a free one; 1,000 above that of the API when nothing is said
 * @param address that of the API when nothing is said
 */
@ConfigurationProperties("surety.management")
record ManagementSettings(@Nullable Integer port, @Nullable InetAddress address) {

  private static final int ABOVE = 1_000;
  private static final int HIGHEST = 65_535;

  ManagementSettings {
    if (port != null && (port < 0 || port > HIGHEST)) {
      throw new StartRefused(
          "surety.management.port is " + port + ".",
          "Set it to a port from 1 to 65535, or to 0 for a free one.");
    }
  }

  /** The port beside this one of the API, 0 for a free one. */
  int portBeside(int api) {
    if (port != null) {
      return port;
    }
    return api == 0 || api + ABOVE > HIGHEST ? 0 : api + ABOVE;
  }
}
