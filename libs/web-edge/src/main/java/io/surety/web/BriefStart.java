package io.surety.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A service that is started on a free port, before a database that nobody answers for, to be asked
 * a few things and ended. Nothing has to succeed; as much as possible of what a start uses is to be
 * used, because an AOT cache is recorded meanwhile (docs/adr/0012).
 */
public final class BriefStart implements AutoCloseable {

  private final ConfigurableApplicationContext service;
  private final String token;
  private final HttpClient http = HttpClient.newHttpClient();

  private BriefStart(ConfigurableApplicationContext service, String token) {
    this.service = service;
    this.token = token;
  }

  /**
   * Starts a service.
   *
   * @param start takes arguments, returns once the service answers
   * @param more arguments besides those that keep it alone
   */
  public static BriefStart of(
      Function<String[], ConfigurableApplicationContext> start, String... more) {
    return new BriefStart(start.apply(arguments(Stream.of(more))), "");
  }

  /**
   * Starts a service that asks for tokens of an issuer that nobody answers for, and sends one with
   * each request.
   *
   * @param start takes arguments, returns once the service answers
   * @param more arguments besides those that keep it alone
   */
  public static BriefStart guarded(
      Function<String[], ConfigurableApplicationContext> start, String... more) {
    Stream<String> guard =
        Stream.of(
            "--surety.security.mode=issuer",
            "--surety.security.issuer=" + serviceOfNobody(),
            "--surety.security.audience=nobody");
    return new BriefStart(
        start.apply(arguments(Stream.concat(guard, Stream.of(more)))), tokenOfNobody());
  }

  private static String[] arguments(Stream<String> more) {
    List<String> alone =
        List.of(
            "--server.address=127.0.0.1",
            "--server.port=0",
            "--surety.management.port=0",
            "--spring.datasource.url=" + databaseOfNobody(),
            "--spring.datasource.username=nobody",
            "--spring.datasource.password=none",
            "--spring.main.register-shutdown-hook=false");
    return Stream.concat(alone.stream(), more).toArray(String[]::new);
  }

  private static String tokenOfNobody() {
    return Stream.of("{\"alg\":\"RS256\",\"kid\":\"none\"}", "{\"sub\":\"nobody\"}", "unsigned")
        .map(part ->
            Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(part.getBytes(StandardCharsets.UTF_8)))
        .collect(Collectors.joining("."));
  }

  /** A database on a port where nobody listens. */
  public static String databaseOfNobody() {
    return "jdbc:postgresql://127.0.0.1:" + portOfNobody() + "/nobody";
  }

  /** A service on a port where nobody listens. */
  public static String serviceOfNobody() {
    return "http://127.0.0.1:" + portOfNobody();
  }

  private static int portOfNobody() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Where the service answers. */
  public String address() {
    return address("server");
  }

  private String address(String connector) {
    return "http://127.0.0.1:"
        + service.getEnvironment().getProperty("local." + connector + ".port");
  }

  /** Asks as probes and scrapes ask. */
  public void observe() {
    for (String path : List.of("/actuator/health/readiness", "/actuator/prometheus")) {
      send(HttpRequest.newBuilder(URI.create(address("management") + path)));
    }
  }

  /** Gets a path, whatever the answer. */
  public void get(String path) {
    send(HttpRequest.newBuilder(URI.create(address() + path)));
  }

  /** Posts JSON to a path, whatever the answer. */
  public void post(String path, String json) {
    send(
        HttpRequest.newBuilder(URI.create(address() + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  private void send(HttpRequest.Builder request) {
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    http.close();
    service.close();
  }
}
