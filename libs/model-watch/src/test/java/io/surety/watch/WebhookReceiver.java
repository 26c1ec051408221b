package io.surety.watch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes events, after having failed as often as it is told to. */
final class WebhookReceiver implements AutoCloseable {

  record Received(String key, String body) {}

  private final HttpServer server;
  private final AtomicInteger failures;
  private final List<Received> received = new CopyOnWriteArrayList<>();

  WebhookReceiver(int failures) throws IOException {
    this.failures = new AtomicInteger(failures);
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/hook", this::take);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      if (failures.getAndDecrement() > 0) {
        exchange.sendResponseHeaders(503, -1);
      } else {
        received.add(new Received(exchange.getRequestHeaders().getFirst("Idempotency-Key"), body));
        exchange.sendResponseHeaders(204, -1);
      }
    }
  }

  URI address() {
    return URI.create("http://127.0.0.1:%d/hook".formatted(server.getAddress().getPort()));
  }

  List<Received> received() {
    return received;
  }

  List<String> keys() {
    return received.stream().map(Received::key).toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
