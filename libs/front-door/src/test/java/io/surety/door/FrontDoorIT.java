package io.surety.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrontDoorIT {

  private static final InetSocketAddress FREE =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final AtomicInteger asked = new AtomicInteger();
  private final HttpClient http = HttpClient.newHttpClient();
  private HttpServer first;
  private HttpServer second;

  @BeforeEach
  void startServices() throws IOException {
    first = echo("first");
    second = echo("second");
  }

  @AfterEach
  void stopServices() {
    first.stop(0);
    second.stop(0);
    http.close();
  }

  @Test
  void passesMethodPathQueryHeadersAndBodyOnAndTheAnswerBack() throws Exception {
    try (FrontDoor door = door(Map.of("first", 1))) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(address(door, "/score?explain=full&note=a%20b"))
                  .header("Authorization", "Bearer abc")
                  .POST(HttpRequest.BodyPublishers.ofString("{\"user_id\":1}"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(201);
      assertThat(answer.headers().firstValue("X-From")).contains("first");
      assertThat(answer.body())
          .isEqualTo("POST /score?explain=full&note=a%20b Bearer abc {\"user_id\":1}");
    }
  }

  @Test
  void sharesOutAnewFromTheNextRequestOn() throws Exception {
    try (FrontDoor door = door(Map.of("first", 1))) {
      assertThat(from(door)).isEqualTo("first");
      door.weigh(new Weights(Map.of("second", 1)));
      assertThat(from(door)).isEqualTo("second");
    }
  }

  @Test
  void triesTheNextOneWhereNobodyListens() throws Exception {
    first.stop(0);
    try (FrontDoor door = door(Map.of("first", 1000, "second", 1))) {
      for (int i = 0; i < 20; i++) {
        assertThat(from(door)).isEqualTo("second");
      }
    }
  }

  @Test
  void saysSoWhenNobodyListensAtAll() throws Exception {
    first.stop(0);
    try (FrontDoor door = door(Map.of("first", 1))) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(address(door, "/score")).build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("No service listens behind this door.");
    }
  }

  @Test
  void neverSendsARequestTwiceThatAServiceBrokeOff() throws Exception {
    HttpServer breaking = HttpServer.create(FREE, 0);
    breaking.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          exchange.getRequestBody().readAllBytes();
          exchange.close();
        });
    breaking.start();
    List<Target> targets = List.of(target("breaking", breaking), target("second", second));
    try (FrontDoor door =
        FrontDoor.open(FREE, targets, new Weights(Map.of("breaking", 1_000_000, "second", 1)))) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(address(door, "/score"))
                  .POST(HttpRequest.BodyPublishers.ofString("{}"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(502);
      assertThat(asked).hasValue(1);
    } finally {
      breaking.stop(0);
    }
  }

  @Test
  void asksNobodyButItsTargetsWhateverThePath() throws Exception {
    HttpServer other = HttpServer.create(FREE, 0);
    other.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          answer("other", exchange);
        });
    other.start();
    String address = "127.0.0.1:" + other.getAddress().getPort();
    try (FrontDoor door = door(Map.of("first", 1))) {
      assertThat(raw(door, "////" + address + "/x"))
          .contains("400 Bad Request", "begins with one slash");
      assertThat(raw(door, "///" + address + "/x")).contains("first", "GET /" + address + "/x ");
      assertThat(raw(door, "//" + address + "/x")).contains("first", "GET /x ");
      assertThat(raw(door, "http://" + address + "/x")).contains("first", "GET /x ");
      assertThat(raw(door, "/x//" + address + "/../y?//z")).contains("GET /x//" + address);
      assertThat(asked).hasValue(0);
    } finally {
      other.stop(0);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
        "Content-Length: 8\r\n\r\nhalf"
      })
  void neverMakesHalfAnAnswerLookWhole(String half) throws Exception {
    try (ServerSocket breaking = new ServerSocket(0, 1, FREE.getAddress());
        FrontDoor door =
            FrontDoor.open(
                FREE,
                List.of(
                    new Target(
                        "breaking", URI.create("http://127.0.0.1:" + breaking.getLocalPort()))),
                new Weights(Map.of("breaking", 1)))) {
      Thread service = Thread.startVirtualThread(() -> answerAndBreakOff(breaking, half));
      assertThatThrownBy(() ->
              http.send(
                  HttpRequest.newBuilder(address(door, "/score")).build(),
                  HttpResponse.BodyHandlers.ofString()))
          .isInstanceOf(IOException.class);
      service.join();
      assertTimeout(Duration.ofSeconds(10), door::close);
    }
  }

  private static void answerAndBreakOff(ServerSocket listening, String half) {
    try (Socket connection = listening.accept()) {
      BufferedReader request =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
      while (!request.readLine().isEmpty()) {
        // The headers of the request.
      }
      connection
          .getOutputStream()
          .write(("HTTP/1.1 200 OK\r\n" + half).getBytes(StandardCharsets.US_ASCII));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** What comes back for a path that no client library would send. */
  private static String raw(FrontDoor door, String path) throws IOException {
    try (Socket connection = new Socket(FREE.getAddress(), door.port())) {
      connection.setSoTimeout(10_000);
      connection
          .getOutputStream()
          .write(
              "GET %s HTTP/1.1\r\nHost: door\r\nConnection: close\r\n\r\n"
                  .formatted(path)
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private FrontDoor door(Map<String, Integer> weights) throws IOException {
    return FrontDoor.open(
        FREE, List.of(target("first", first), target("second", second)), new Weights(weights));
  }

  private static Target target(String name, HttpServer server) {
    return new Target(name, URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }

  private String from(FrontDoor door) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(address(door, "/score")).build(),
            HttpResponse.BodyHandlers.ofString())
        .headers()
        .firstValue("X-From")
        .orElse("nobody");
  }

  private static URI address(FrontDoor door, String path) {
    return URI.create("http://127.0.0.1:" + door.port() + path);
  }

  private static HttpServer echo(String name) throws IOException {
    HttpServer server = HttpServer.create(FREE, 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", exchange -> answer(name, exchange));
    server.start();
    return server;
  }

  private static void answer(String name, HttpExchange exchange) throws IOException {
    byte[] echoed =
        "%s %s %s %s"
            .formatted(
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                exchange.getRequestHeaders().getFirst("Authorization"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("X-From", name);
    exchange.sendResponseHeaders(201, echoed.length);
    exchange.getResponseBody().write(echoed);
    exchange.close();
  }
}
