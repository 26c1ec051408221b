package io.surety.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.testing.HttpProbe;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Bodies that are sent while another is not at its end. */
class LargeBodiesIT {

  private static final int LARGE = 40_000;
  private static ConfigurableApplicationContext service;
  private static int port;
  private static HttpProbe http;

  @BeforeAll
  static void start() {
    service = EchoService.start();
    port =
        Integer.parseInt(
            Objects.requireNonNull(service.getEnvironment().getProperty("local.server.port")));
    http = new HttpProbe(port);
  }

  @AfterAll
  static void stop() {
    http.close();
    service.close();
  }

  @Test
  void holdOthersUpOnlyOnceTheyAreLargeThemselves() throws Exception {
    try (Socket chunked = beginChunked()) {
      sendChunk(chunked, 10_000);
      assertThat(post(LARGE).statusCode()).isEqualTo(200);

      sendChunk(chunked, 10_000);
      HttpResponse<String> refused = firstRefusal();
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).contains("1");
      assertThat(refused.body()).contains("urn:surety:problem:too-many-bodies");

      assertThat(post(1_000).statusCode()).isEqualTo(200);
    }
    assertThat(post(LARGE).statusCode()).isEqualTo(200);
  }

  /** When the service comes to read the chunk is its own affair. */
  private static HttpResponse<String> firstRefusal() {
    return IntStream.range(0, 1_000)
        .mapToObj(_ -> post(LARGE))
        .filter(answer -> answer.statusCode() != 200)
        .findFirst()
        .orElseThrow();
  }

  private static HttpResponse<String> post(int length) {
    return http.post("/roomiest/echo", "{\"id\": 7" + " ".repeat(length) + "}");
  }

  private static Socket beginChunked() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    String head =
        """
        POST /roomiest/echo HTTP/1.1
        Host: localhost
        Content-Type: application/json
        Transfer-Encoding: chunked

        """;
    send(socket, head.replace("\n", "\r\n"));
    return socket;
  }

  private static void sendChunk(Socket socket, int length) throws IOException {
    send(socket, Integer.toHexString(length) + "\r\n" + " ".repeat(length) + "\r\n");
  }

  private static void send(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }
}
