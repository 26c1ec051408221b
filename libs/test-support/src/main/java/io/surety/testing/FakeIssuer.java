package io.surety.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands in for an OIDC issuer: a discovery document and keys, unless it stalls. */
public final class FakeIssuer implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger asked = new AtomicInteger();
  private final TestTokens tokens;
  private volatile CountDownLatch answering = new CountDownLatch(0);

  public FakeIssuer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    tokens = TestTokens.of("http://127.0.0.1:" + server.getAddress().getPort() + "/tenant/v2.0");
    server.setExecutor(threads);
    server.createContext("/tenant/v2.0/.well-known/openid-configuration", this::discovery);
    server.createContext("/tenant/keys", exchange -> answer(exchange, tokens.publicKeys()));
    server.start();
  }

  /** The tokens that it makes. */
  public TestTokens tokens() {
    return tokens;
  }

  /** How often it was asked for anything. */
  public int asked() {
    return asked.get();
  }

  /** Takes questions from now on and answers none. */
  public void stall() {
    answering = new CountDownLatch(1);
  }

  /** Answers again. */
  public void recover() {
    answering.countDown();
  }

  private void discovery(HttpExchange exchange) throws IOException {
    String keys = tokens.issuer().replace("/v2.0", "/keys");
    answer(exchange, "{\"issuer\":\"%s\",\"jwks_uri\":\"%s\"}".formatted(tokens.issuer(), keys));
  }

  private void answer(HttpExchange exchange, String json) throws IOException {
    asked.incrementAndGet();
    try (exchange) {
      answering.await();
      byte[] body = json.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    recover();
    server.stop(0);
    threads.shutdownNow();
  }
}
