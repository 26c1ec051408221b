package io.surety.standalone;

import io.surety.terminal.CommandFailed;
import io.surety.terminal.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Where the two services answer, on this machine only. */
record Ports(int scores, int features) {

  private static final int GREATEST = 65_535;
  private static final int BETWEEN = 1_000;

  Ports {
    if (scores < 1 || scores > GREATEST || features < 1 || features > GREATEST) {
      throw new CommandFailed(
          ExitCode.WRONG_USAGE,
          "A port lies between 1 and 65535: check --port and --feature-port.");
    }
    if (scores == features || scores == management(features) || features == management(scores)) {
      throw new CommandFailed(
          ExitCode.WRONG_USAGE,
          "The two services cannot share a port, and each takes a second one for its health, %d above: give --port and --feature-port others than %d and %d."
              .formatted(BETWEEN, scores, features));
    }
  }

  /** Refuses before any long work what would fail after it. */
  void requireFree() {
    requireFree(scores, "--port");
    requireFree(features, "--feature-port");
    requireFree(management(scores), "--port");
    requireFree(management(features), "--feature-port");
  }

  /** Where the service that answers at this port tells its health and its metrics. */
  static int management(int port) {
    return port + BETWEEN <= GREATEST ? port + BETWEEN : port - BETWEEN;
  }

  private static void requireFree(int port, String option) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
    } catch (IOException taken) {
      throw new CommandFailed(
          "Another program uses port %d: stop it, or choose another port with %s."
              .formatted(port, option),
          taken);
    }
  }
}
