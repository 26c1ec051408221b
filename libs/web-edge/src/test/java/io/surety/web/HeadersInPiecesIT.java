package io.surety.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.testing.Eventually;
import io.surety.testing.HttpProbe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** A service that waits a minute for headers, and callers who take their time to send them. */
class HeadersInPiecesIT {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Test
  void whoSendsHeadersByteByByteIsOneAndNotMany() throws Exception {
    try (ConfigurableApplicationContext patient =
            EchoService.start("--surety.http.header-time=60s");
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      int port = EchoService.port(patient, "local.server.port");
      AtomicBoolean ended = new AtomicBoolean();
      List<Future<?>> byteByByte = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        byteByByte.add(
            callers.submit(() -> {
              while (!ended.get()) {
                sendHeadersByteByByte(port);
              }
              return null;
            }));
      }
      try {
        for (int i = 0; i < 40; i++) {
          assertThat(answerToHeadersInTwoPieces(port)).startsWith("HTTP/1.1 200");
        }
      } finally {
        ended.set(true);
      }
      for (Future<?> each : byteByByte) {
        each.get();
      }
    }
  }

  private static void sendHeadersByteByByte(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      RawHttp.send(socket, "GET /open HTTP/1.1\r\nHost: x\r\nX-Long: ");
      for (int i = 0; i < 300; i++) {
        LockSupport.parkNanos(Duration.ofNanos(200_000).toNanos());
        RawHttp.send(socket, "x");
      }
    }
  }

  private static String answerToHeadersInTwoPieces(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout((int) PATIENCE.toMillis());
      RawHttp.send(socket, "GET /open HTTP/1.1\r\nHo");
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      RawHttp.send(socket, "st: x\r\nConnection: close\r\n\r\n");
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  @Test
  void manyInTheMiddleOfTheirHeadersAreFew() throws IOException {
    List<Socket> begun = new ArrayList<>();
    try (ConfigurableApplicationContext patient =
            EchoService.start("--surety.http.header-time=60s");
        HttpProbe http = new HttpProbe(EchoService.port(patient, "local.server.port"))) {
      for (int i = 0; i < 300; i++) {
        Socket socket =
            new Socket(
                InetAddress.getLoopbackAddress(), EchoService.port(patient, "local.server.port"));
        begun.add(socket);
        RawHttp.send(socket, "GET");
      }
      Eventually.within(
          PATIENCE,
          "most are cut off",
          () -> begun.stream().filter(socket -> !RawHttp.drip(socket, "X")).count() > 100);
      assertThat(http.get("/open").statusCode()).isEqualTo(200);
    } finally {
      for (Socket socket : begun) {
        socket.close();
      }
    }
  }
}
