package io.surety.door;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One address before several services of one machine. A request goes to one of them, as the weights
 * say at that moment; where nobody listens, nothing was sent, and the next one is tried. A request
 * that was sent is never sent again. Bodies are streamed both ways.
 *
 * <p>This is for compose and for tests. On Kubernetes a gateway shares requests out.
 */
public final class FrontDoor implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FrontDoor.class);
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);
  private static final int PATIENCE_SECONDS = 20;

  /** As many as the services let wait: Linux resets some of those who find a full queue. */
  private static final int WAITING_TO_BE_LET_IN = 1024;

  /** What concerns one connection and not the message, and what the client sets itself. */
  private static final Set<String> OF_THE_CONNECTION =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private final List<Target> targets;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_LIMIT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  private final AtomicInteger underWay = new AtomicInteger();
  private volatile Weights weights;

  private FrontDoor(HttpServer server, List<Target> targets, Weights weights) {
    this.server = server;
    this.targets = List.copyOf(targets);
    this.weights = weights;
  }

  /** Opens the door; a port of 0 takes a free one. */
  public static FrontDoor open(InetSocketAddress address, List<Target> targets, Weights weights)
      throws IOException {
    FrontDoor door =
        new FrontDoor(HttpServer.create(address, WAITING_TO_BE_LET_IN), targets, weights);
    door.server.setExecutor(door.threads);
    door.server.createContext("/", door::pass);
    door.server.start();
    return door;
  }

  /** The port that it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Shares out by these weights from the next request on. */
  public void weigh(Weights next) {
    if (!next.equals(weights)) {
      weights = next;
      LOG.info("requests_shared_out weights={}", next.byName());
    }
  }

  private void pass(HttpExchange exchange) throws IOException {
    underWay.incrementAndGet();
    try {
      passToWhoListens(exchange);
      exchange.close();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      exchange.close();
    } catch (IOException broken) {
      LOG.warn("request_broken path={} reason=\"{}\"", exchange.getRequestURI(), broken.toString());
      if (exchange.getResponseCode() >= 0) {
        // Closing the exchange would write a last chunk, and half an answer would look whole. Left
        // open, the server cuts its connection.
        throw broken;
      }
      refuse(exchange, 502, "The service behind this door broke off.");
      exchange.close();
    } finally {
      underWay.decrementAndGet();
    }
  }

  private void passToWhoListens(HttpExchange exchange) throws IOException, InterruptedException {
    String path = exchange.getRequestURI().getRawPath();
    if (path == null || !path.startsWith("/") || path.startsWith("//")) {
      refuse(exchange, 400, "The path of a request begins with one slash.");
      return;
    }
    for (Target target : weights.inTurn(targets, ThreadLocalRandom.current())) {
      Optional<HttpResponse<InputStream>> answer = ask(target, exchange);
      if (answer.isPresent()) {
        giveBack(answer.get(), exchange);
        return;
      }
    }
    refuse(exchange, 503, "No service listens behind this door.");
  }

  /** Empty when nobody listens there. */
  private Optional<HttpResponse<InputStream>> ask(Target target, HttpExchange exchange)
      throws IOException, InterruptedException {
    try {
      return Optional.of(
          client.send(request(target, exchange), HttpResponse.BodyHandlers.ofInputStream()));
    } catch (ConnectException | HttpConnectTimeoutException nobody) {
      LOG.info("target_passed_over target={} reason=\"{}\"", target.name(), nobody.toString());
      return Optional.empty();
    }
  }

  private static HttpRequest request(Target target, HttpExchange exchange) {
    URI asked = exchange.getRequestURI();
    String query = asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
    URI address =
        URI.create("http://" + target.address().getRawAuthority() + asked.getRawPath() + query);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address).method(exchange.getRequestMethod(), body(exchange));
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> {
          if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
            values.forEach(value -> request.header(name, value));
          }
        });
    return request.build();
  }

  private static HttpRequest.BodyPublisher body(HttpExchange exchange) {
    Headers headers = exchange.getRequestHeaders();
    String length = headers.getFirst("Content-Length");
    if (length == null && headers.getFirst("Transfer-Encoding") == null) {
      return HttpRequest.BodyPublishers.noBody();
    }
    HttpRequest.BodyPublisher streamed =
        HttpRequest.BodyPublishers.ofInputStream(exchange::getRequestBody);
    if (length == null) {
      return streamed;
    }
    long bytes = Long.parseLong(length);
    return bytes == 0
        ? HttpRequest.BodyPublishers.noBody()
        : HttpRequest.BodyPublishers.fromPublisher(streamed, bytes);
  }

  private static void giveBack(HttpResponse<InputStream> answer, HttpExchange exchange)
      throws IOException {
    answer
        .headers()
        .map()
        .forEach((name, values) -> {
          if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
            exchange.getResponseHeaders().put(name, values);
          }
        });
    long length = answer.headers().firstValueAsLong("Content-Length").orElse(0);
    boolean chunked = answer.headers().firstValue("Transfer-Encoding").isPresent();
    boolean bodiless = length == 0 && !chunked;
    exchange.sendResponseHeaders(answer.statusCode(), bodiless ? -1 : length);
    if (!bodiless) {
      OutputStream to = exchange.getResponseBody();
      try (InputStream from = answer.body()) {
        byte[] part = new byte[8192];
        for (int read = from.read(part); read >= 0; read = from.read(part)) {
          to.write(part, 0, read);
          to.flush();
        }
      }
    }
  }

  private static void refuse(HttpExchange exchange, int status, String sentence)
      throws IOException {
    byte[] problem =
        "{\"title\":\"%s\",\"status\":%d}"
            .formatted(sentence, status)
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
    exchange.sendResponseHeaders(status, problem.length);
    exchange.getResponseBody().write(problem);
  }

  /** Lets requests under way end, then closes. */
  @Override
  public void close() {
    // The server itself would wait for answers that were cut long ago.
    server.stop(underWay.get() > 0 ? PATIENCE_SECONDS : 0);
    threads.close();
    client.close();
  }
}
